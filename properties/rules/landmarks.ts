import type { Options } from '../../core/options.ts'
import type { AppliedState } from '../../core/snapshots/snapshot.ts'
import { Changed } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { serverName } from '../../harness/world/names.ts'
import type { Transition } from '../../harness/world/transition.ts'

/**
 * While a server applies a long log it keeps the state that it has come to now and then, and the one kept before it: so
 * that one that starts again need not apply all of it once more.
 */
export const landmarks: Monitor<Options> = {
  name: 'applied states are kept now and then',
  grade: 'rule',
  promise: 'of a long log, the newest two states that lie so far apart are kept for the next start',
  watches: Changed.Applied,
  needs: ['lastApplied', 'snapshotWork'],
  start: ({ options }) => options,

  see(options, transition, report) {
    const { server, before, after, action } = transition
    if (before === undefined || after === undefined || action.kind === ActionKind.Restore) return options
    const wrong = whatIsWrong(options, transition)
    if (wrong === undefined) return options
    const all = after.snapshotWork?.landmarks ?? []
    report.violation({
      reason: `a server that ${wrong}`,
      title: `${serverName(server)} ${wrong}`,
      servers: [server],
      evidence: [
        `lastApplied is ${after.lastApplied}`,
        `it keeps the states at ${all.map(({ index }) => index).join(', ')}`,
      ],
    })
    return options
  },
}

function whatIsWrong({ landmarkSpacing }: Options, { before, after }: Transition): string | undefined {
  const [had, has] = [before?.snapshotWork?.landmarks ?? [], after?.snapshotWork?.landmarks ?? []]
  const newest = has[0]?.index ?? 0
  if ((after?.lastApplied as number) - newest >= landmarkSpacing)
    return 'has applied a long log and keeps no state of it'
  if (has === had) return undefined
  if (has.length !== Math.min(2, had.length + 1)) return 'does not keep the newest two states'
  return has.length > 1 && newest - (has[1] as AppliedState).index < landmarkSpacing
    ? 'keeps states that lie close together'
    : undefined
}
