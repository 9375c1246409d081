import type { Options } from '../../core/options.ts'
import { Changed } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import { serverName } from '../../harness/world/names.ts'
import type { Transition } from '../../harness/world/transition.ts'

interface Memory {
  readonly cluster: Cluster
  /** A set: the servers whose machine is taking over the state of a snapshot. */
  readonly restoring: number
}

/**
 * "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to state machine" (Figure 2): in the same
 * step, or so many entries at a time as the options say; but not while the machine takes over a snapshot's state.
 */
export const promptMachines: Monitor<Memory> = {
  name: 'what is committed is applied',
  grade: 'rule',
  promise: 'if commitIndex > lastApplied, a server applies what it has not (Figure 2)',
  watches: Changed.Commit | Changed.Applied | Changed.Snapshot | Changed.Crashed | Changed.Started,
  needs: ['commitIndex', 'lastApplied'],
  start: (cluster) => ({ cluster, restoring: 0 }),

  see(memory, transition, report) {
    const { before, after, server } = transition
    const restoring = restoringAfter(memory.restoring, transition)
    if (after !== undefined && ((restoring >> server) & 1) === 0) {
      const { commitIndex, lastApplied } = after
      const { options, synchronousDisk } = memory.cluster
      const steps = (lastApplied as number) - (before?.lastApplied ?? 0)
      const isPage = before !== undefined && transition.action.kind !== ActionKind.Restore && !synchronousDisk
      if (options.applyPage === 0 ? lastApplied !== commitIndex : isPage && steps > options.applyPage)
        report.violation(notApplied(options, transition))
    }
    return restoring === memory.restoring ? memory : { cluster: memory.cluster, restoring }
  },
}

function restoringAfter(restoring: number, { server, after, restores, action }: Transition): number {
  if (restores) return restoring | (1 << server)
  return after === undefined || action.kind === ActionKind.Restore ? restoring & ~(1 << server) : restoring
}

function notApplied(
  { applyPage }: Options,
  { server, before, after }: Transition,
): { reason: string; title: string; servers: number[]; evidence: string[] } {
  const name = serverName(server)
  if (applyPage === 0) {
    return {
      reason: 'committed and not applied',
      title: `${name} has committed index ${after?.commitIndex} and applied index ${after?.lastApplied}`,
      servers: [server],
      evidence: [],
    }
  }
  return {
    reason: 'more was applied than fits in a page',
    title: `${name} applied the entries from ${(before?.lastApplied ?? 0) + 1} to ${after?.lastApplied} in one step, and a page has ${applyPage}`,
    servers: [server],
    evidence: [],
  }
}
