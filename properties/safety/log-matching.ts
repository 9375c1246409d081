import type { Entry } from '../../core/log/entry.ts'
import { emptyVector, itemAt, push, toArray, withItem, type Vector } from '../../core/vector.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { entryText } from '../entry-text.ts'
import { firstNew } from '../first-new.ts'
import { sameEntry } from '../same-entry.ts'
import { withServer } from '../with-server.ts'

/** An entry that some log held, and the term of the entry before it. */
interface Known {
  readonly entry: Entry
  readonly termBefore: number
  readonly server: number
}

interface Memory {
  /** Whether a disk is never behind: then a log may hold an entry and compact it away in one step, unseen. */
  readonly synchronousDisk: boolean
  /** By index, from 1 at position 0: the entries of different terms that logs held there, at any time. */
  readonly known: Vector<readonly Known[]>
  /** By server: its log at its last crash; what is still there when it starts again need not be looked at again. */
  readonly atCrash: readonly (ObservedLog | undefined)[]
}

/**
 * "If two logs contain an entry with the same index and term, then the logs are identical in all entries up through
 * the given index" (5.3), uncommitted entries included, for ever; a snapshot stands for a log that ends with its last
 * included entry.
 *
 * It is enough to hold every entry ever seen at an (index, term) to one content and one term of the entry before it:
 * by induction along the log, equal (index, term) then means equal prefixes. So each new entry is looked at once. Of a
 * snapshot it is enough that some log held its last entry: that log's prefix is the one it stands for.
 */
export const logMatching: Monitor<Memory> = {
  name: 'log matching',
  grade: 'safety',
  promise:
    'if two logs contain an entry with the same index and term, they are identical up through that index (5.3)',
  watches: Changed.Log | Changed.Snapshot | Changed.Started | Changed.Crashed,
  needs: ['log'],
  start: ({ options, synchronousDisk }) => ({
    synchronousDisk,
    known: emptyVector(),
    atCrash: new Array<ObservedLog | undefined>(options.servers).fill(undefined),
  }),

  see(memory, { server, before, after, changed }, report) {
    const { synchronousDisk, atCrash } = memory
    if ((changed & Changed.Crashed) !== 0) {
      return { synchronousDisk, known: memory.known, atCrash: withServer(atCrash, server, before?.log) }
    }
    if (after?.log === undefined) return memory
    const { log: now } = after
    const old = before === undefined ? atCrash[server] : before.log
    const known = learnLog(memory.known, old, now, server, report)
    if (!synchronousDisk) judgeBoundaries(known, before, after, server, report)
    return known === memory.known ? memory : { synchronousDisk, known, atCrash }
  },

  /**
   * The entries known at each index, of which there is one a term, in whatever order they came. Of a log at a crash all
   * was looked at already: to look at it again teaches nothing, so that one is only there to save time.
   */
  matters: ({ known }) => toArray(known).map(inOrderOfTerms),
}

function inOrderOfTerms(known: readonly Known[]): Omit<Known, 'server'>[] {
  return known
    .map(({ entry, termBefore }) => ({ entry, termBefore }))
    .sort((one, other) => one.entry.term - other.entry.term)
}

/** Looks at what a log holds now and did not before. */
function learnLog(
  memory: Memory['known'],
  old: ObservedLog | undefined,
  now: ObservedLog,
  server: number,
  report: Report,
): Memory['known'] {
  const { entries, baseIndex } = now
  let known = memory
  // Where the base has moved, the entry behind it has another neighbour now; and entries may have come back before it.
  const moved = old === undefined || old.baseIndex !== baseIndex || old.baseTerm !== now.baseTerm
  const again = Math.min(entries.length, moved ? Math.max(baseIndex + 1, old?.baseIndex ?? 0) : baseIndex)
  for (let position = baseIndex; position < again; position++)
    known = learn(known, now, position, server, report)
  const first = old === undefined ? again : Math.max(again, firstNew(old, now))
  for (let position = first; position < entries.length; position++)
    known = learn(known, now, position, server, report)
  return known
}

function learn(
  memory: Memory['known'],
  { entries, baseIndex, baseTerm }: ObservedLog,
  position: number,
  server: number,
  report: Report,
): Memory['known'] {
  const entry = itemAt(entries, position)
  const termBefore = position === baseIndex ? baseTerm : itemAt(entries, position - 1).term
  let known = memory
  while (known.length < position) known = push(known, [])
  if (position === known.length) return push(known, [{ entry, termBefore, server }])
  const here = itemAt(known, position)
  for (let i = 0; i < here.length; i++) {
    const one = here[i] as Known
    if (one.entry.term !== entry.term) continue
    if (one.termBefore !== termBefore || !sameEntry(one.entry, entry)) {
      report.violation(mismatch(one, entry, termBefore, server))
    }
    return known
  }
  return withItem(known, position, [...here, { entry, termBefore, server }])
}

/** Some log must have held the last entry of a snapshot, and the last one that a log was compacted to. */
function judgeBoundaries(
  known: Memory['known'],
  before: Observation | undefined,
  { log, snapshot }: Observation,
  server: number,
  report: Report,
): void {
  const { baseIndex, baseTerm } = log as ObservedLog
  const old = before?.log
  if (snapshot && snapshot !== before?.snapshot) {
    const { lastIncludedIndex, lastIncludedTerm } = snapshot
    if (!isKnown(known, lastIncludedIndex, lastIncludedTerm))
      report.violation(unheard(known, 'the snapshot', server, lastIncludedIndex, lastIncludedTerm))
    if (lastIncludedIndex === baseIndex && lastIncludedTerm === baseTerm) return
  }
  if (old?.baseIndex === baseIndex && old.baseTerm === baseTerm) return
  if (!isKnown(known, baseIndex, baseTerm))
    report.violation(unheard(known, 'what was compacted', server, baseIndex, baseTerm))
}

function isKnown(known: Memory['known'], index: number, term: number): boolean {
  if (index === 0) return term === 0
  if (index > known.length) return false
  const here = itemAt(known, index - 1)
  for (let i = 0; i < here.length; i++) if ((here[i] as Known).entry.term === term) return true
  return false
}

function unheard(
  known: Memory['known'],
  what: string,
  server: number,
  index: number,
  term: number,
): Parameters<Report['violation']>[0] {
  const here = index > 0 && index <= known.length ? itemAt(known, index - 1) : []
  return {
    reason: 'a snapshot ends with an entry that no log held',
    title: `${what} of ${serverName(server)} ends with an entry at index ${index} of term ${term}, which no log held`,
    servers: [server],
    evidence: here.map((one) => `${serverName(one.server)} held ${entryText(one.entry)}`),
  }
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
