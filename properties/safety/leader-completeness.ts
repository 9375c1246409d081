import type { Entry } from '../../core/log/entry.ts'
import { Role } from '../../core/server.ts'
import { emptyVector, itemAt, push, toArray, type Vector } from '../../core/vector.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { actsAsLeader } from '../acts-as-leader.ts'
import { noTerms, withTerm, type ByTerm } from '../by-term.ts'
import { entryText } from '../entry-text.ts'
import { sameEntry } from '../same-entry.ts'

/** A committed entry, and the term in which it was committed: that of the leader whose commitIndex first covered it. */
interface Committed {
  readonly entry: Entry
  readonly inTerm: number
}

/** A leader, and its log when it was elected. */
interface Reign {
  readonly term: number
  readonly server: number
  readonly log: ObservedLog
}

interface Memory {
  /** By index, from 1 at position 0; `null` where an entry was gone from the log of the leader that first covered it. */
  readonly committed: Vector<Committed | null>
  readonly reigns: ByTerm<Reign>
}

/**
 * "If a log entry is committed in a given term, then that entry will be present in the logs of the leaders for all
 * higher-numbered terms" (5.4). Checked at every election, and for leaders already elected when a commit is seen. The
 * newest entry committed before a reign stands for all before it: the rest is log matching. For the same reason a log
 * that begins after a committed entry holds all before that one.
 */
export const leaderCompleteness: Monitor<Memory> = {
  name: 'leader completeness',
  grade: 'safety',
  promise: 'an entry committed in a term is present in the logs of the leaders of all higher terms (5.4)',
  watches: Changed.Role | Changed.Term | Changed.Commit | Changed.Started,
  needs: ['role', 'currentTerm', 'log', 'commitIndex'],
  start: () => ({ committed: emptyVector(), reigns: noTerms() }),

  see(memory, transition, report) {
    const { after, before, server } = transition
    if (after?.log === undefined || !actsAsLeader(transition)) return memory
    const elected = before?.role !== Role.Leader || before.currentTerm !== after.currentTerm
    const known = elected ? withReign(memory, server, after, report) : memory
    const commits = (transition.changed & Changed.Commit) !== 0
    return commits || elected ? withCommits(known, after, report) : known
  },

  /**
   * The logs of the leaders so far, to be held against what a leader of a lower term may yet commit; and of what is
   * committed that which can be demanded of a leader to come.
   */
  matters: ({ committed, reigns }) => ({
    committed: demandable(committed),
    reigns: toArray(reigns).map(({ term, log }) => ({ term, log })),
  }),
}

/**
 * Of a leader the newest entry is demanded that was committed in a lower term than its own: never one behind which
 * another was committed in the same term or a lower one. Of those it is only asked, by `mayStandFor`, which terms they are of.
 */
function demandable(committed: Memory['committed']): unknown[] {
  const kept: unknown[] = []
  let lowest = Number.POSITIVE_INFINITY
  for (let position = committed.length - 1; position >= 0; position--) {
    const one = itemAt(committed, position)
    kept.push(one === null || one.inTerm < lowest ? one : one.entry.term)
    if (one !== null && one.inTerm < lowest) lowest = one.inTerm
  }
  return kept
}

function withReign(memory: Memory, server: number, leader: Observation, report: Report): Memory {
  const { committed, reigns } = memory
  const { entries, baseIndex, baseTerm } = leader.log as ObservedLog
  const reign: Reign = { term: leader.currentTerm as number, server, log: { entries, baseIndex, baseTerm } }
  let position = committed.length - 1
  while (position >= 0 && (itemAt(committed, position)?.inTerm ?? reign.term) >= reign.term) position--
  if (position >= 0) demand(memory, reign, itemAt(committed, position) as Committed, report)
  return { committed, reigns: withTerm(reigns, reign) }
}

function withCommits(memory: Memory, leader: Observation, report: Report): Memory {
  const { entries, baseIndex } = leader.log as ObservedLog
  const inTerm = leader.currentTerm as number
  const last = Math.min(leader.commitIndex as number, entries.length)
  let { committed } = memory
  while (committed.length < last) {
    const position = committed.length
    committed = push(committed, position < baseIndex ? null : { entry: itemAt(entries, position), inTerm })
  }
  const known = committed === memory.committed ? memory : { committed, reigns: memory.reigns }
  if (last <= baseIndex) return known
  const newest = { entry: itemAt(entries, last - 1), inTerm }
  for (let place = memory.reigns.length - 1; place >= 0; place--) {
    const reign = itemAt(memory.reigns, place)
    if (reign.term <= inTerm) break
    demand(known, reign, newest, report)
  }
  return known
}

/** Says so when a leader's log lacks an entry that was committed before its term. */
function demand(memory: Memory, reign: Reign, { entry, inTerm }: Committed, report: Report): void {
  const { entries, baseIndex } = reign.log
  if (entry.index <= baseIndex) {
    if (!mayStandFor(memory, reign.log, entry))
      report.violation(lacking(reign, entry, inTerm, whereItBegan(reign)))
    return
  }
  const held = entry.index <= entries.length ? itemAt(entries, entry.index - 1) : undefined
  if (held !== undefined && sameEntry(held, entry)) return
  const name = serverName(reign.server)
  const instead =
    held === undefined
      ? `when elected, ${name}'s log ended at index ${entries.length}`
      : `when elected, ${name} held ${entryText(held)} there`
  report.violation(lacking(reign, entry, inTerm, instead))
}

/** Whether the last entry that a log was compacted to is this committed one, or a committed one behind it, as far as is known. */
function mayStandFor({ committed }: Memory, { baseIndex, baseTerm }: ObservedLog, entry: Entry): boolean {
  if (baseIndex === entry.index) return baseTerm === entry.term
  const there = baseIndex <= committed.length ? itemAt(committed, baseIndex - 1) : null
  return there === null || there.entry.term === baseTerm
}

function whereItBegan({ server, log }: Reign): string {
  return `when elected, ${serverName(server)}'s log began after index ${log.baseIndex} of term ${log.baseTerm}`
}

function lacking(
  { server, term }: Reign,
  entry: Entry,
  inTerm: number,
  instead: string,
): Parameters<Report['violation']>[0] {
  const text = entryText(entry)
  return {
    reason: 'a leader lacks a committed entry',
    title: `${serverName(server)}, leader of term ${term}, lacks the entry ${text}, committed in term ${inTerm}`,
    servers: [server],
    evidence: [`the leader of term ${inTerm} committed ${text}`, instead],
  }
}
