import type { Entry } from '../../core/log/entry.ts'
import { Role } from '../../core/server.ts'
import { emptyVector, itemAt, push, type Vector } from '../../core/vector.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { serverName } from '../../harness/world/names.ts'
import { sameEntry } from '../same-entry.ts'
import { entryText } from '../entry-text.ts'

/** A committed entry, and the term in which it was committed: that of the leader whose commitIndex first covered it. */
interface Committed {
  readonly entry: Entry
  readonly inTerm: number
}

/** A leader, and its log when it was elected. */
interface Reign {
  readonly term: number
  readonly server: number
  readonly log: Vector<Entry>
}

interface Memory {
  /** By index, from 1 at position 0. */
  readonly committed: Vector<Committed>
  /** By term, ascending. */
  readonly reigns: readonly Reign[]
}

/**
 * "If a log entry is committed in a given term, then that entry will be present in the logs of the leaders for all
 * higher-numbered terms" (5.4). Checked at every election, and for leaders already elected when a commit is seen. The
 * newest entry committed before a reign stands for all before it: the rest is log matching.
 */
export const leaderCompleteness: Monitor<Memory> = {
  name: 'leader completeness',
  promise: 'an entry committed in a term is present in the logs of the leaders of all higher terms (5.4)',
  watches: Changed.Role | Changed.Term | Changed.Commit | Changed.Started,
  needs: ['role', 'currentTerm', 'log', 'commitIndex'],
  start: () => ({ committed: emptyVector(), reigns: [] }),

  see(memory, transition, report) {
    const { after, before, server } = transition
    if (after?.role !== Role.Leader || after.log === undefined) return memory
    const elected = before?.role !== Role.Leader || before.currentTerm !== after.currentTerm
    const known = elected ? withReign(memory, server, after, report) : memory
    const commits = (transition.changed & Changed.Commit) !== 0
    return commits || elected ? withCommits(known, transition, report) : known
  },
}

function withReign(memory: Memory, server: number, leader: Observation, report: Report): Memory {
  const reign: Reign = {
    term: leader.currentTerm as number,
    server,
    log: (leader.log as { entries: Vector<Entry> }).entries,
  }
  const { committed } = memory
  let position = committed.length - 1
  while (position >= 0 && itemAt(committed, position).inTerm >= reign.term) position--
  if (position >= 0) demand(reign, itemAt(committed, position), report)
  let place = memory.reigns.length
  while (place > 0 && (memory.reigns[place - 1] as Reign).term > reign.term) place--
  const reigns = memory.reigns.slice()
  reigns.splice(place, 0, reign)
  return { committed, reigns }
}

function withCommits(memory: Memory, { after }: Transition, report: Report): Memory {
  const leader = after as Observation
  const { entries } = leader.log as { entries: Vector<Entry> }
  const inTerm = leader.currentTerm as number
  const last = Math.min(leader.commitIndex as number, entries.length)
  if (last === 0) return memory
  const newest = { entry: itemAt(entries, last - 1), inTerm }
  for (let place = memory.reigns.length - 1; place >= 0; place--) {
    const reign = memory.reigns[place] as Reign
    if (reign.term <= inTerm) break
    demand(reign, newest, report)
  }
  let { committed } = memory
  while (committed.length < last)
    committed = push(committed, { entry: itemAt(entries, committed.length), inTerm })
  return committed === memory.committed ? memory : { committed, reigns: memory.reigns }
}

/** Says so when a leader's log lacks an entry that was committed before its term. */
function demand(reign: Reign, { entry, inTerm }: Committed, report: Report): void {
  const held = entry.index <= reign.log.length ? itemAt(reign.log, entry.index - 1) : undefined
  if (held !== undefined && sameEntry(held, entry)) return
  const name = serverName(reign.server)
  report.violation({
    reason: 'a leader lacks a committed entry',
    title: `${name}, leader of term ${reign.term}, lacks the entry ${entryText(entry)}, committed in term ${inTerm}`,
    servers: [reign.server],
    evidence: [
      `the leader of term ${inTerm} committed ${entryText(entry)}`,
      held === undefined
        ? `when elected, ${name}'s log ended at index ${reign.log.length}`
        : `when elected, ${name} held ${entryText(held)} there`,
    ],
  })
}
