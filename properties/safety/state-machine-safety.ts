import type { Entry } from '../../core/log/entry.ts'
import { emptyVector, itemAt, push, toArray, withItem, type Vector } from '../../core/vector.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { sameEntry } from '../same-entry.ts'
import { entryText } from '../entry-text.ts'
import { firstNew } from '../first-new.ts'
import { withServer } from '../with-server.ts'

/** What was applied at an index, and the replicated state after it where some server stopped to show it. */
interface Applied {
  /** `null`: all that is known of it is the state of a snapshot that ends with it. */
  readonly entry: Entry | null
  readonly server: number
  /** `undefined`: every server so far went past this index within one step. */
  readonly state: number | undefined
}

/** By index, from 1 at position 0. */
type History = Vector<Applied>

/** A log of a server, as of its last crash or start, up to an index: the entries in it until there are those of the history. */
interface Seen {
  readonly log: ObservedLog
  readonly upTo: number
}

interface Memory {
  readonly history: History
  /** By server, as of its last crash or start: what is still in its log need not be looked at again. */
  readonly seen: readonly (Seen | undefined)[]
}

/**
 * "If a server has applied a log entry at a given index to its state machine, no other server will ever apply a
 * different log entry for the same index" (5.4.3), and equal entries leave equal states, sessions and the answers in
 * them included, on every server and in every incarnation of it. Whoever takes over a snapshot comes to the state that
 * those came to who applied the entries it stands for.
 */
export const stateMachineSafety: Monitor<Memory> = {
  name: 'state-machine safety',
  grade: 'safety',
  promise:
    'no two servers apply different log entries, or come to different states, at the same index (5.4.3)',
  watches: Changed.Applied | Changed.Started | Changed.Crashed,
  needs: ['log', 'lastApplied'],
  start: ({ options }) => ({
    history: emptyVector(),
    seen: new Array<undefined>(options.servers).fill(undefined),
  }),

  see(memory, { server, before, after, changed, stateDigest }, report) {
    if ((changed & Changed.Crashed) !== 0)
      return remember(memory, server, before as Observation, before?.lastApplied as number)
    if (after?.log === undefined || before?.lastApplied === after.lastApplied) return memory
    const known = before === undefined ? remember(memory, server, after, 0) : memory
    const { history, seen } = known
    const last = after.lastApplied as number
    if (last > after.log.entries.length) {
      report.violation(beyondLog(server, last, after.log.entries.length))
      return memory
    }
    const { entries, baseIndex } = after.log
    const from = before === undefined ? last : (before.lastApplied as number)
    // Entries that the log has no more came with a snapshot.
    const first = Math.max(from, baseIndex) + 1
    let applied = history
    for (
      let index = Math.max(first, Math.min(last, stillSeen(seen[server], after.log) + 1));
      index <= last;
      index++
    ) {
      const state = index === last ? stateDigest : undefined
      applied = apply(applied, index, itemAt(entries, index - 1), server, state, report)
    }
    if (first > last && last > 0) applied = comeTo(applied, last, server, stateDigest, report)
    return applied === history ? known : { history: applied, seen }
  },

  /**
   * What was applied at each index, and the state it left. The states are no function of the entries: a core that comes to
   * different ones is what is looked for. What was seen of logs is in the history too, and only saves looking at it again.
   */
  matters: ({ history }) => toArray(history).map(({ entry, state }) => ({ entry, state })),
}

/**
 * What is known to be seen of a server's log as it is now. It is brought up to date at every crash and start, because
 * only logs that came from each other share most of their structure, and are compared in a few steps.
 */
function remember(
  { history, seen }: Memory,
  server: number,
  { log }: Observation,
  lastApplied: number,
): Memory {
  const now = log as ObservedLog
  let upTo = Math.max(now.baseIndex, stillSeen(seen[server], now))
  while (upTo < lastApplied && isInHistory(history, now, upTo + 1)) upTo++
  return { history, seen: withServer(seen, server, { log: now, upTo }) }
}

/** A machine may have come from elsewhere, and a log may have changed since it was applied. */
function isInHistory(history: History, { entries }: ObservedLog, index: number): boolean {
  if (index > entries.length || index > history.length) return false
  const { entry } = itemAt(history, index - 1)
  return entry !== null && sameEntry(entry, itemAt(entries, index - 1))
}

/** Up to which index a log holds what was seen before. */
function stillSeen(seen: Seen | undefined, log: ObservedLog): number {
  if (seen === undefined || log.baseIndex < seen.log.baseIndex) return 0
  return Math.min(seen.upTo, firstNew(seen.log, log))
}

function apply(
  memory: History,
  index: number,
  entry: Entry,
  server: number,
  state: number | undefined,
  report: Report,
): History {
  const filled = withPlacesBefore(memory, index, server)
  if (index > filled.length) return push(filled, { entry, server, state })
  const known = itemAt(filled, index - 1)
  if (known.entry !== null && !sameEntry(known.entry, entry)) {
    report.violation(differentEntries(known.entry, known.server, index, entry, server))
    return filled
  }
  if (state !== undefined && known.state !== undefined && state !== known.state) {
    report.violation(differentStates(known.server, index, entry, server))
  }
  const shows = known.state === undefined && state !== undefined
  if (known.entry !== null && !shows) return filled
  return withItem(filled, index - 1, { entry, server, state: known.state ?? state })
}

/** A server has a state that it did not come to by applying entries: that of a snapshot. */
function comeTo(memory: History, index: number, server: number, state: number, report: Report): History {
  const filled = withPlacesBefore(memory, index, server)
  if (index > filled.length) return push(filled, { entry: null, server, state })
  const { entry, server: other, state: known } = itemAt(filled, index - 1)
  if (known === undefined) return withItem(filled, index - 1, { entry, server, state })
  if (known !== state) report.violation(differentStates(other, index, entry, server))
  return filled
}

function withPlacesBefore(memory: History, index: number, server: number): History {
  let filled = memory
  while (filled.length < index - 1) filled = push(filled, { entry: null, server, state: undefined })
  return filled
}

function differentEntries(
  known: Entry,
  knownBy: number,
  index: number,
  entry: Entry,
  server: number,
): Parameters<Report['violation']>[0] {
  const [one, other] = [serverName(knownBy), serverName(server)]
  return {
    reason: 'different entries applied at one index',
    title: `${one} and ${other} applied different entries at index ${index}`,
    servers: [knownBy, server],
    evidence: [`${one} applied ${entryText(known)}`, `${other} applied ${entryText(entry)}`],
  }
}

function differentStates(
  knownBy: number,
  index: number,
  entry: Entry | null,
  server: number,
): Parameters<Report['violation']>[0] {
  const [one, other] = [serverName(knownBy), serverName(server)]
  const what = entry === null ? `all up to index ${index}` : entryText(entry)
  return {
    reason: 'different states after one entry',
    title: `${one} and ${other} came to different states by applying index ${index}`,
    servers: [knownBy, server],
    evidence: [`both applied ${what}, or a snapshot of it; machine or sessions differ after it`],
  }
}

function beyondLog(server: number, applied: number, length: number): Parameters<Report['violation']>[0] {
  return {
    reason: 'applied an entry that its log does not hold',
    title: `${serverName(server)} applied index ${applied}, but its log ends at ${length}`,
    servers: [server],
    evidence: [],
  }
}
