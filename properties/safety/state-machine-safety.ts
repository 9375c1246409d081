import type { Entry } from '../../core/log/entry.ts'
import { emptyVector, itemAt, push, withItem, type Vector } from '../../core/vector.ts'
import { Changed } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { sameEntry } from '../same-entry.ts'
import { entryText } from '../entry-text.ts'

/** What was applied at an index, and the replicated state after it where some server stopped to show it. */
interface Applied {
  readonly entry: Entry
  readonly server: number
  /** `undefined`: every server so far went past this index within one step. */
  readonly state: number | undefined
}

/** By index, from 1 at position 0. */
type Memory = Vector<Applied>

/**
 * "If a server has applied a log entry at a given index to its state machine, no other server will ever apply a
 * different log entry for the same index" (5.4.3), and equal entries leave equal states, sessions and the answers in
 * them included, on every server and in every incarnation of it.
 */
export const stateMachineSafety: Monitor<Memory> = {
  name: 'state-machine safety',
  promise:
    'no two servers apply different log entries, or come to different states, at the same index (5.4.3)',
  watches: Changed.Applied,
  needs: ['log', 'lastApplied'],
  start: () => emptyVector(),

  see(memory, { server, before, after, stateDigest }, report) {
    const entries = after?.log?.entries
    if (entries === undefined || before === undefined) return memory
    const last = after?.lastApplied as number
    if (last > entries.length) {
      report.violation(beyondLog(server, last, entries.length))
      return memory
    }
    let applied = memory
    for (let index = (before.lastApplied as number) + 1; index <= last; index++) {
      const state = index === last ? stateDigest : undefined
      applied = apply(applied, index, itemAt(entries, index - 1), server, state, report)
    }
    return applied
  },
}

function apply(
  memory: Memory,
  index: number,
  entry: Entry,
  server: number,
  state: number | undefined,
  report: Report,
): Memory {
  if (index > memory.length) return push(memory, { entry, server, state })
  const known = itemAt(memory, index - 1)
  if (!sameEntry(known.entry, entry)) {
    report.violation(differentEntries(known, index, entry, server))
    return memory
  }
  if (state === undefined || state === known.state) return memory
  if (known.state === undefined) return withItem(memory, index - 1, { entry, server, state })
  report.violation(differentStates(known, index, entry, server))
  return memory
}

function differentEntries(
  known: Applied,
  index: number,
  entry: Entry,
  server: number,
): Parameters<Report['violation']>[0] {
  const [one, other] = [serverName(known.server), serverName(server)]
  return {
    reason: 'different entries applied at one index',
    title: `${one} and ${other} applied different entries at index ${index}`,
    servers: [known.server, server],
    evidence: [`${one} applied ${entryText(known.entry)}`, `${other} applied ${entryText(entry)}`],
  }
}

function differentStates(
  known: Applied,
  index: number,
  entry: Entry,
  server: number,
): Parameters<Report['violation']>[0] {
  const [one, other] = [serverName(known.server), serverName(server)]
  return {
    reason: 'different states after one entry',
    title: `${one} and ${other} came to different states by applying index ${index}`,
    servers: [known.server, server],
    evidence: [`both applied ${entryText(entry)}; machine or sessions differ after it`],
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
