import type { Entry } from '../../core/log/entry.ts'
import { emptyVector, firstDifference, itemAt, push, withItem, type Vector } from '../../core/vector.ts'
import { Changed } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { sameEntry } from '../same-entry.ts'
import { entryText } from '../entry-text.ts'

/** An entry that some log held, and the term of the entry before it. */
interface Known {
  readonly entry: Entry
  readonly termBefore: number
  readonly server: number
}

/** By index, from 1 at position 0: the entries of different terms that logs held there, at any time. */
type Memory = Vector<readonly Known[]>

/**
 * "If two logs contain an entry with the same index and term, then the logs are identical in all entries up through
 * the given index" (5.3), uncommitted entries included, for ever.
 *
 * It is enough to hold every entry ever seen at an (index, term) to one content and one term of the entry before it:
 * by induction along the log, equal (index, term) then means equal prefixes. So each new entry is looked at once.
 */
export const logMatching: Monitor<Memory> = {
  name: 'log matching',
  promise:
    'if two logs contain an entry with the same index and term, they are identical up through that index (5.3)',
  watches: Changed.Log | Changed.Started,
  needs: ['log'],
  start: () => emptyVector(),

  see(memory, { server, before, after }, report) {
    const now = after?.log?.entries
    if (now === undefined) return memory
    const old = before?.log?.entries
    let seen = memory
    for (
      let position = old === undefined ? 0 : firstDifference(old, now);
      position < now.length;
      position++
    ) {
      seen = learn(seen, now, position, server, report)
    }
    return seen
  },
}

function learn(memory: Memory, log: Vector<Entry>, position: number, server: number, report: Report): Memory {
  const entry = itemAt(log, position)
  const termBefore = position === 0 ? 0 : itemAt(log, position - 1).term
  if (position === memory.length) return push(memory, [{ entry, termBefore, server }])
  const here = itemAt(memory, position)
  for (let i = 0; i < here.length; i++) {
    const known = here[i] as Known
    if (known.entry.term !== entry.term) continue
    if (known.termBefore !== termBefore || !sameEntry(known.entry, entry)) {
      report.violation(mismatch(known, entry, termBefore, server))
    }
    return memory
  }
  return withItem(memory, position, [...here, { entry, termBefore, server }])
}

function mismatch(
  known: Known,
  entry: Entry,
  termBefore: number,
  server: number,
): Parameters<Report['violation']>[0] {
  const { index, term } = entry
  const names = [known.server, server].map(serverName)
  const sameBefore = known.termBefore === termBefore
  return {
    reason: sameBefore ? 'different entries at one index and term' : 'equal entries after different ones',
    title: `the logs of ${names[0]} and ${names[1]} ${sameBefore ? 'hold different entries' : 'differ before the entry'} at index ${index} of term ${term}`,
    servers: [known.server, server],
    evidence: sameBefore
      ? [`${names[0]} held ${entryText(known.entry)}`, `${names[1]} holds ${entryText(entry)}`]
      : [
          `before ${entryText(entry)}, ${names[0]} held an entry of term ${known.termBefore} at index ${index - 1}`,
          `before ${entryText(entry)}, ${names[1]} holds an entry of term ${termBefore} at index ${index - 1}`,
        ],
  }
}
