import { MessageKind } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { cutAt } from './cut.ts'
import { delivered, leadsAfter, majorityOf, sightAtCrash, sightOf, sights } from './sight.ts'
import { lastTerm, termsFrom } from './terms.ts'
import { termInLog } from '../term-in-log.ts'
import { when } from './when.ts'

const kinds = [ActionKind.Deliver, ActionKind.Duplicate]

/** Logs that differ, and how they come to be equal (paper 5.3). */
export const log: readonly Situation[] = [
  when(
    {
      name: 'figure-8-overwritten',
      sentence: 'An entry that a majority of the servers has on disk, and that is not committed, is cut off.',
      source: 'paper 5.4.2, Figure 8 (d)',
      takes: [],
      kinds,
      topics: [MessageKind.AppendEntries],
      watches: Changed.Log,
    },
    (transition, world) => {
      const { server, before } = transition
      const at = cutAt(transition, world)
      if (at === 0 || before?.log === undefined) return false
      const term = termInLog(before.log, at)
      let holders = 0
      for (let seat = 0; seat < world.seats.length; seat++) {
        const seen = seat === server ? before : (sightOf(world, seat) ?? sightAtCrash(world, seat))
        if (holds(seen, at, term)) holders++
      }
      return holders >= majorityOf(world)
    },
  ),
  when(
    {
      name: 'figure-7',
      sentence:
        'Entries of two terms or more, which a server came by in vain, give way to others of two or more.',
      source: 'paper 5.3, Figure 7 (f)',
      takes: [],
      kinds,
      topics: [MessageKind.AppendEntries],
      watches: Changed.Log,
    },
    (transition, world) => {
      const at = cutAt(transition, world)
      const { before, after } = transition
      if (at === 0 || before?.log === undefined || after?.log === undefined) return false
      return termsFrom(before.log, at) >= 2 && termsFrom(after.log, at) >= 2
    },
  ),
  when(
    {
      name: 'conflict-over-three-terms',
      sentence: 'A single AppendEntries cuts off entries of three terms.',
      source: 'paper 5.3: "inconsistencies can compound over a series of leader and follower crashes"',
      takes: [],
      kinds,
      topics: [MessageKind.AppendEntries],
      watches: Changed.Log,
    },
    (transition, world) => {
      const at = cutAt(transition, world)
      return at > 0 && transition.before?.log !== undefined && termsFrom(transition.before.log, at) >= 3
    },
  ),
  when(
    {
      name: 'follower-ahead',
      sentence: 'A follower has more entries than its leader, and comes out of it with fewer than it had.',
      source: 'paper 5.3, Figure 7 (c) and (d)',
      takes: [],
      kinds,
      topics: [MessageKind.AppendEntries],
      watches: Changed.Log,
    },
    (transition, world) =>
      cutAt(transition, world) > 0 && lengthOf(transition.after) < lengthOf(transition.before),
  ),
  when(
    {
      name: 'cut-while-unflushed',
      sentence: 'Entries are cut off before the disk has even finished writing them.',
      source: 'paper 5.3; dissertation 10.2.1',
      takes: [],
      kinds,
      topics: [MessageKind.AppendEntries],
      watches: Changed.Log,
    },
    (transition, world) =>
      cutAt(transition, world) > 0 &&
      (transition.before?.durableIndex ?? Infinity) < lengthOf(transition.before),
  ),
  when(
    {
      name: 'late-append',
      sentence:
        'An AppendEntries with fewer entries than its receiver has by now arrives late, and cuts nothing off.',
      source: 'paper 5.3, Figure 2: "if an existing entry conflicts with a new one", and only then',
      takes: [],
      kinds,
      topics: [MessageKind.AppendEntries],
    },
    ({ action, before, after }, world) => {
      if (action.term !== after?.currentTerm) return false
      const { entries, prevLogIndex } = delivered(world)
      return (
        entries.length > 0 &&
        after.role === Role.Follower &&
        before?.log === after.log &&
        lengthOf(after) > prevLogIndex + entries.length
      )
    },
  ),
  when(
    {
      name: 'append-from-the-deposed',
      sentence:
        'An AppendEntries of an older term brings entries that its receiver lacks, and does not leave them.',
      source: 'paper 5.1: "if a server receives a request with a stale term number, it rejects the request"',
      takes: [],
      kinds,
      topics: [MessageKind.AppendEntries],
    },
    ({ after }, world) => {
      const { term, entries, prevLogIndex } = delivered(world)
      const last = prevLogIndex + entries.length
      return term < (after?.currentTerm ?? 0) && entries.length > 0 && last > lengthOf(after)
    },
  ),
  when(
    {
      name: 'figure-8-kept',
      sentence:
        'A leader knows of an entry of an older term on a majority, and commits it only with one of its own.',
      source: 'paper 5.4.2, Figure 8 (e)',
      takes: [],
      watches: Changed.Commit,
    },
    ({ before, after }, world) => {
      if (before?.role !== Role.Leader || before.log === undefined || before.matchIndex === undefined)
        return false
      const { commitIndex = 0, currentTerm = 0 } = before
      const next = termInLog(before.log, commitIndex + 1)
      if (next < 0 || next === currentTerm || world.seats.length === 1) return false
      const shared = onMajority(before.matchIndex, majorityOf(world))
      const isOlder = shared > commitIndex && termInLog(before.log, shared) < currentTerm
      return isOlder && (after?.commitIndex ?? 0) >= shared
    },
  ),
  when(
    {
      name: 'inherited-commit',
      sentence: 'The first entry of a leader commits three or more entries of earlier terms along with it.',
      source: 'paper 5.4.2: "all prior entries are committed indirectly"',
      takes: [],
      watches: Changed.Commit,
    },
    ({ before, after }) => {
      if (before?.role !== Role.Leader || after?.log === undefined) return false
      const { commitIndex = 0, currentTerm = 0 } = after
      const term = termInLog(after.log, (before.commitIndex ?? 0) + 3)
      return term >= 0 && term < currentTerm && termInLog(after.log, commitIndex) === currentTerm
    },
  ),
  when(
    {
      name: 'commit-before-own-disk',
      sentence: 'A leader commits an entry that a majority has on disk, and its own disk has not.',
      source:
        'dissertation 10.2.1: "the leader may even commit an entry before it has been written to its own disk"',
      takes: [],
      watches: Changed.Commit,
    },
    ({ after }) => after?.role === Role.Leader && (after.commitIndex ?? 0) > (after.durableIndex ?? Infinity),
  ),
  when(
    {
      name: 'stale-leader-writes',
      sentence: 'A leader that has been replaced, and does not know it, takes a command into its log.',
      source: 'paper 5.3; 8',
      takes: [],
      kinds: [ActionKind.Ask],
      watches: Changed.Log,
    },
    ({ after }, world) => leadsAfter(world, after?.currentTerm ?? 0),
  ),
  when(
    {
      name: 'three-versions-of-an-index',
      sentence: 'Three servers hold three different entries at the index where a new leader puts its first.',
      source: 'paper 5.3, Figure 7',
      takes: [],
      watches: Changed.Role,
    },
    ({ after }, world) => {
      if (after?.role !== Role.Leader || after.log === undefined) return false
      const at = lengthOf(after)
      const terms = sights(world).map(({ seen }) => (seen.log === undefined ? -1 : termInLog(seen.log, at)))
      return lastTerm(after.log) === after.currentTerm && new Set(terms.filter((term) => term >= 0)).size >= 3
    },
  ),
]

function lengthOf(seen: Observation | undefined): number {
  return seen?.log?.entries.length ?? 0
}

/** Whether a server has the entry (index, term) on its disk, as far as it knew. */
function holds(seen: Observation | undefined, index: number, term: number): boolean {
  if (seen?.log === undefined || index > (seen.durableIndex ?? Infinity)) return false
  return termInLog(seen.log, index) === term
}

/** The highest index that so many servers have. */
function onMajority(matchIndex: readonly number[], majority: number): number {
  let highest = 0
  for (const index of matchIndex)
    if (index > highest && matchIndex.filter((other) => other >= index).length >= majority) highest = index
  return highest
}
