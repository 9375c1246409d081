import { searchJudges } from '../../checked-model.ts'
import { search, type Searched, type SearchProgress } from '../../check-search.ts'
import type { Reductions } from '../../harness/explore/world/bounds.ts'
import type { TargetSpec } from '../../harness/targets/target.ts'
import { ExitCode } from '../../reports/exit-code.ts'
import { progressText } from '../../reports/terminal/exploration.ts'
import { sizeText } from '../../reports/terminal/size-text.ts'
import { rate, span, whole } from '../../reports/terminal/numbers.ts'
import { writtenOver } from '../../reports/terminal/written-over.ts'
import { interruption, type Interruption } from '../interruption.ts'
import { claimFolder, claimFolderOf } from '../output-folder.ts'
import { runTargetOf } from '../target-of.ts'
import { printText } from '../tell.ts'
import { UsageError } from '../usage-error.ts'
import type { Around } from './around.ts'
import { boundsOf } from './bounds-of.ts'
import type { CheckFlags } from './options.ts'
import { shapeOf } from './presets.ts'
import { refuseNonsense } from './refuse.ts'
import { PLAIN, type Shape } from './shape.ts'
import { row, tellBefore, tellPresets } from './tell-before.ts'
import type { CheckTold } from './tell-check.ts'

/** How much of the memory that is free is used where nothing is said. */
const SHARE_OF_MEMORY = 0.7
/** How often a search is taken down where nothing is said, in seconds. */
const CHECKPOINT_EVERY = 300
/** How many states a walk has at the most where nothing is said. */
const LENGTH_OF_WALKS = 100

/** Runs `whitewater check`, and says how it ends. */
export async function runCheck(flags: CheckFlags): Promise<ExitCode> {
  if (flags.presets === true) {
    tellPresets(flags)
    return ExitCode.Nothing
  }
  const { first, walks, seed, depth, states, workers = 1, checkpoint, checkpointEvery, resume } = flags
  const begins = await beginningOf(flags)
  const { bounds, subject, actions } = begins
  refuseNonsense(bounds, {
    first,
    walks,
    workers,
    seed,
    depth,
    states,
    checkpoint,
    checkpointEvery,
    resume,
  })
  if (flags.out !== undefined) claimFolder(flags.out, '--out')
  if (checkpoint !== undefined) claimFolderOf(checkpoint)
  const { checked, notChecked } = searchJudges(subject.target)
  const bytes = flags.memory ?? Math.round(SHARE_OF_MEMORY * process.availableMemory())
  const asked = {
    target: subject.spec,
    bounds,
    reductions: reductionsOf(flags, subject.spec),
    from: actions,
    looksOut: flags.situations ?? false,
    order: first ?? 'breadth',
    resume,
    checkpoint:
      checkpoint === undefined
        ? undefined
        : { file: checkpoint, everySeconds: checkpointEvery ?? CHECKPOINT_EVERY },
    workers,
    limits: {
      bytes,
      ...(depth === undefined ? {} : { depth }),
      ...(states === undefined ? {} : { states }),
    },
    walks: walks === undefined ? undefined : { walks, seed: seed ?? 1, length: depth ?? LENGTH_OF_WALKS },
  } as const
  const names = checked.map(({ name }) => name)
  const stopping = interruption()
  tellBefore(asked, names, flags)
  const telling = import('./tell-check.ts')
  const searched = await searchAsTold(asked, stopping, flags)
  const { tellCheck } = await telling
  const missing = notChecked.map((one) => ({ property: one.monitor.name, missing: one.missing }))
  tellCheck({ asked, searched, checked: names, notChecked: missing, subject }, flags)
  if (searched.failure !== undefined) throw searched.failure.error
  return exitCodeOf(searched)
}

/** What is searched: from the start, or around a run. */
async function beginningOf(flags: CheckFlags): Promise<Pick<Around, 'bounds' | 'subject'> & Partial<Around>> {
  const { from, last, target, bug } = flags
  const bounds = boundsOf(shapeAsked(flags))
  if (from !== undefined) return (await import('./around.ts')).around(from, flags, bounds)
  if (last !== undefined)
    throw new UsageError('--last: there is no run to leave them out of; expected --from with it')
  return { bounds, subject: await runTargetOf({ target, ...(bug === undefined ? {} : { bug }) }) }
}

/** What the preset says, but for what options say. */
function shapeAsked(flags: CheckFlags): Shape {
  const shape = shapeOf(flags.preset)
  const explicit = Object.keys(PLAIN).filter((name) => flags[name as keyof Shape] !== undefined)
  return { ...shape, ...Object.fromEntries(explicit.map((name) => [name, flags[name as keyof Shape]])) }
}

/**
 * Off for a patched core: that its fields mean what they meant, a set of servers say, and that it never looks at some again
 * is not taken for granted, and stories are to be as short as can be.
 * That dead messages are dead is verified where one thread searches.
 */
const OFF_FOR_BUGS: readonly (keyof Reductions)[] = ['symmetry', 'deadVariables', 'partialOrder']

function reductionsOf({ workers = 1, without }: CheckFlags, { patch }: TargetSpec): Reductions {
  const presumed = workers > 1 ? [...OFF_FOR_BUGS, 'deadMessages'] : OFF_FOR_BUGS
  const off = without ?? (patch === undefined ? [] : presumed)
  const has = (name: keyof Reductions): boolean => !off.includes(name)
  return {
    symmetry: has('symmetry'),
    deadVariables: has('deadVariables'),
    deadMessages: has('deadMessages'),
    partialOrder: has('partialOrder'),
  }
}

/** Searches, with a line that says how far it is, until it is over or Ctrl-C ends it. */
async function searchAsTold(
  asked: CheckTold['asked'],
  stopping: Interruption,
  { first, json }: CheckFlags,
): Promise<Searched> {
  const line = writtenOver(process.stderr)
  try {
    return await search(asked, {
      signal: stopping.signal,
      estimate: (size) => {
        line.clear()
        printText(row('estimate', sizeText(size, asked.limits.bytes ?? Infinity)), json)
      },
      remark: (text) => {
        line.clear()
        printText(text, json)
      },
      progress: (progress, seconds) => line.show(lineOf(progress, seconds, first === 'depth')),
    })
  } finally {
    line.clear()
    stopping.release()
  }
}

function lineOf(progress: SearchProgress, seconds: number, isDepthFirst: boolean): string {
  if ('steps' in progress)
    return `${whole(progress.walks)} walks, ${rate(progress.steps / seconds)} steps/s, ${span(seconds)}`
  if (!isDepthFirst) return progressText(progress, seconds)
  const { states, waiting, bytes } = progress
  return `${rate(states)} states, ${rate(states / seconds)}/s, ${rate(waiting)} wait, ${whole(bytes / 1e6)} MB`
}

function exitCodeOf({ verdict, ending }: Searched): ExitCode {
  if (verdict === 'violation') return ExitCode.Safety
  if (ending === 'interrupted') return ExitCode.Interrupted
  return verdict === 'ok' ? ExitCode.Nothing : ExitCode.Undecided
}
