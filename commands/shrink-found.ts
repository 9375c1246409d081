import type { Shrinkable } from '../harness/shrink/shrink-job.ts'
import type { Shrunk } from '../harness/shrink/shrink.ts'
import type { TargetSpec } from '../harness/targets/target.ts'
import type { Violation } from '../harness/violation.ts'
import { writtenOver } from '../reports/terminal/written-over.ts'
import { whole } from '../reports/terminal/numbers.ts'
import { shrinkTogether } from '../shrink-together.ts'
import { interruption } from './interruption.ts'

/** A violation, and the run that showed it. */
export interface Shown {
  readonly violation: Violation
  readonly what: Shrinkable
}

/** What shrinking gave: for each run its shortest form, and whether Ctrl-C ended it. */
export interface ShrunkRuns {
  readonly shrunk: readonly (Shrunk | undefined)[]
  readonly interrupted: boolean
}

/** Shrinks runs that showed violations, says how it gets on, and ends at Ctrl-C with the shortest there is. */
export async function shrinkFound(
  target: TargetSpec,
  shown: readonly Shown[],
  workers: number,
): Promise<ShrunkRuns> {
  const line = writtenOver(process.stderr)
  const stopping = interruption()
  const progress = (lengths: readonly number[]): void =>
    line.show(
      `shrinking to ${lengths.map((length) => (length === 0 ? '…' : whole(length))).join(', ')} actions`,
    )
  try {
    const shrunk = await shrinkTogether(
      target,
      shown.map(({ violation, what }) => ({
        what,
        identity: violation.identity,
        byRules: violation.grade === 'rule',
      })),
      { workers, signal: stopping.signal, progress },
    )
    return { shrunk, interrupted: stopping.signal.aborted }
  } finally {
    line.clear()
    stopping.release()
  }
}
