import type { Schedule } from '../harness/schedule/schedule.ts'
import type { Shrunk } from '../harness/shrink/shrink.ts'
import type { Target } from '../harness/targets/target.ts'
import { explain } from '../reports/story/explain.ts'
import type { Explanation } from '../reports/story/explanation.ts'
import type { ToldViolation } from '../reports/terminal/tell-violation.ts'
import { replaySeed } from '../run.ts'
import type { RunOptions } from './arguments.ts'
import { judgesOf } from './judges.ts'
import { shrinkFound } from './shrink-found.ts'
import { planOptionsOf } from './subject.ts'
import { runTargetOf } from './target-of.ts'

/** A violation, the whole run that showed it, and the shortest that does. */
export interface Finding {
  readonly told: ToldViolation
  /** Where the run came from: `seed 7`, or a file. */
  readonly from: string
  readonly whole: Schedule
  readonly shrunk: Shrunk | undefined
  /** How the violation came about: of the shortest run, where there is one. */
  readonly explanation: Explanation
}

/** The runs of seeds that showed violations, the first `most` of them shrunk. */
export async function findingsOf(
  told: readonly ToldViolation[],
  flags: RunOptions & { readonly workers: number },
  most: number,
): Promise<Finding[]> {
  if (told.length === 0) return []
  const runTarget = await runTargetOf(flags)
  const plan = planOptionsOf(flags)
  const first = told.slice(0, most)
  const shown = first.map(({ violation, seed }) => ({ violation, what: { seed: seed as number, plan } }))
  const { shrunk } = await shrinkFound(runTarget.spec, shown, flags.workers)
  return told.map((one, place) => {
    const { schedule } = replaySeed(one.seed as number, plan, runTarget, one.violation.grade === 'rule')
    return findingOf(one, `seed ${one.seed}`, schedule, shrunk[place], runTarget.target)
  })
}

/** A violation and its runs; explained when somebody asks, for that plays the run again. */
export function findingOf(
  told: ToldViolation,
  from: string,
  whole: Schedule,
  shrunk: Shrunk | undefined,
  target: Target,
): Finding {
  const { schedule, violation } = shrunk ?? { schedule: whole, violation: told.violation }
  let explained: Explanation | undefined
  return {
    told,
    from,
    whole,
    shrunk,
    get explanation() {
      return (explained ??= explain(schedule, violation, target, judgesOf(target)))
    },
  }
}
