import { DiskFile } from '../../core/effect.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { serverName } from '../../harness/world/names.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { termInLog } from '../term-in-log.ts'
import { withServer } from '../with-server.ts'

/** By server: how many transitions wrote to its log since that last lost entries, the one that had it lose them included. */
type Memory = readonly number[]

const NEVER_CUT = 1 << 29

/**
 * A server takes its log to be durable as far as it was flushed, and no further: "updated on stable storage before
 * responding to RPCs" (Figure 2). A flush says so of the entry that was written last, if the log has lost nothing since; of
 * what was cut off it says nothing.
 */
export const durableLogs: Monitor<Memory> = {
  name: 'logs are durable as far as they were flushed',
  grade: 'rule',
  promise: 'a server knows what of its log is on stable storage (Figure 2)',
  watches: Changed.Log | Changed.Durable | Changed.Started,
  needs: ['log', 'durableIndex'],
  start: ({ options }) => new Array<number>(options.servers).fill(NEVER_CUT),

  see(memory, transition, report) {
    const { before, after, server, action } = transition
    if (after === undefined) return memory
    const known = memory[server] as number
    const isFlush = action.kind === ActionKind.Flush && action.topic === DiskFile.Log
    const wrong = isFlush && before !== undefined ? whatIsWrong(transition, before, after, known) : undefined
    if (wrong !== undefined)
      report.violation({
        reason: `a server that takes its log to be durable ${wrong}`,
        title: `${serverName(server)} takes its log to be durable ${wrong}`,
        servers: [server],
        evidence: [
          `flushed: what was written up to index ${transition.durableIndex} of term ${transition.durableTerm}`,
          `before, it took index ${before?.durableIndex} to be durable, after, ${after.durableIndex}`,
        ],
      })
    const now = writesSinceCut(transition, known)
    return now === known ? memory : withServer(memory, server, now)
  },
}

function whatIsWrong(
  { durableIndex, durableTerm, behind }: Transition,
  before: Observation,
  after: Observation,
  sinceCut: number,
): string | undefined {
  const [was, is] = [before.durableIndex as number, after.durableIndex as number]
  if (is < was) return 'less far than it was'
  if (durableIndex === 0) return undefined
  const { entries, baseIndex } = before.log as ObservedLog
  const holds = termInLog(before.log as ObservedLog, durableIndex) === durableTerm
  if (is > was && durableIndex > baseIndex && !holds) return 'further than it was flushed'
  if (is > entries.length) return 'further than it reaches'
  // What was written before the cut says nothing of what stands there now.
  return behind < sinceCut && is < durableIndex ? 'less far than it was flushed' : undefined
}

/** Counts too few where one transition writes more than once: then less is judged. */
function writesSinceCut({ before, after, wrote }: Transition, known: number): number {
  if (before === undefined) return NEVER_CUT
  const writes = (wrote >> DiskFile.Log) & 1
  if (isCut(before, after as Observation)) return writes
  return known === NEVER_CUT ? known : known + writes
}

/** Whether a log no longer has what it ended with. Where it does, and of that term, it has all before (Log Matching). */
function isCut({ log }: Observation, after: Observation): boolean {
  const [old, now] = [log as ObservedLog, after.log as ObservedLog]
  if (old === now) return false
  const last = old.entries.length
  if (now.baseIndex > last || now.entries.length < last) return true
  return last > now.baseIndex && termInLog(now, last) !== termInLog(old, last)
}
