import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import { serverName } from '../../harness/world/names.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { termInLog } from '../term-in-log.ts'
import { withServer } from '../with-server.ts'
import {
  DURABLE_LOG_CHANGES,
  durableSeen,
  durableText,
  isDurable,
  mattersOfDurable,
  type DurableLog,
} from './durable-log.ts'

const NO_SNAPSHOT = { lastIncludedIndex: 0, lastIncludedTerm: 0 }

interface Memory {
  readonly cluster: Cluster
  /** By server. */
  readonly durable: readonly (DurableLog | undefined)[]
}

/**
 * A server that starts again holds what it had on stable storage, where a log only ends sooner than it did if what was
 * cut off was not durable; and its machine is not ahead of its log. Somebody has counted on it: a server "updates its
 * persistent state on stable storage before responding to RPCs" (Figure 2).
 */
export const outlasting: Monitor<Memory> = {
  name: 'what is durable outlasts a crash',
  grade: 'practice',
  promise: 'persistent state is updated on stable storage before responding to RPCs (Figure 2)',
  watches: DURABLE_LOG_CHANGES,
  needs: ['log', 'snapshot', 'lastApplied'],
  start: (cluster) => ({
    cluster,
    durable: new Array<DurableLog | undefined>(cluster.options.servers).fill(undefined),
  }),

  see(memory, transition, report) {
    const { after, server, changed } = transition
    if (after?.log === undefined || (changed & DURABLE_LOG_CHANGES) === 0) return memory
    const known = memory.durable[server]
    if ((changed & Changed.Started) !== 0) judgeStart(known, transition, report)
    else if (known === undefined) return memory
    const durable = durableSeen(known, transition, memory.cluster)
    if (durable === known) return memory
    return { cluster: memory.cluster, durable: withServer(memory.durable, server, durable) }
  },

  /** What is durable of each log, by its terms: a start is held to nothing behind that. */
  matters: ({ durable }) => mattersOfDurable(durable),
}

function judgeStart(known: DurableLog | undefined, { after, server }: Transition, report: Report): void {
  const { log, lastApplied, snapshot } = after as Observation
  const { entries, baseIndex } = log as ObservedLog
  const ends = `its log now ${endText(log as ObservedLog)}`
  if (known !== undefined && isLost(known, after as Observation)) {
    report.violation({
      reason: 'durable entry lost in a crash',
      title: `${serverName(server)} starts without what it had on stable storage up to ${durableText(known)}`,
      servers: [server],
      evidence: [ends],
    })
  } else if (known !== undefined && known.snapshot > (snapshot?.lastIncludedIndex ?? 0)) {
    report.violation({
      reason: 'durable snapshot lost in a crash',
      title: `${serverName(server)} starts without the snapshot up to index ${known.snapshot} that it had on stable storage`,
      servers: [server],
      evidence: [ends, `of that its log has discarded all up to index ${baseIndex}`],
    })
  } else if ((lastApplied as number) > entries.length) {
    report.violation({
      reason: 'machine ahead of its log',
      title: `${serverName(server)} starts with a machine that has applied all up to index ${lastApplied}, which its log does not reach`,
      servers: [server],
      evidence: [ends],
    })
  }
}

/**
 * Whether a log that a server starts with lacks the last entry that was durable; unless the server had begun to save a
 * leader's snapshot with another entry in its place, which the crash has left there: then it is to "discard the entire
 * log" (Figure 13, 7). One that ends behind what was durable says nothing of that, unless the log begins behind it too.
 */
function isLost(known: DurableLog, { log, snapshot }: Observation): boolean {
  const { index, term } = known
  const { entries, baseIndex } = log as ObservedLog
  if (index === 0 || index < baseIndex || !isDurable(known, index, term)) return false
  if (index <= entries.length && termInLog(log as ObservedLog, index) === term) return false
  const { lastIncludedIndex: last, lastIncludedTerm } = snapshot ?? NO_SNAPSHOT
  return last <= known.snapshot || last > index || termInLog(known.log, last) === lastIncludedTerm
}

function endText(log: ObservedLog): string {
  const { length } = log.entries
  return length === 0 ? 'is empty' : `ends at index ${length} of term ${termInLog(log, length)}`
}
