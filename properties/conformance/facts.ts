import { UNKNOWN, type TraceEntry } from '../../harness/traces/trace-event.ts'
import { fault, type Fault, type Place } from './fault.ts'
import type { Brought } from './in-force.ts'
import { ABSENT, termAt, type TermLog } from './term-log.ts'

/** Who leads, or led, a term, where that showed first, and its log then. */
interface Leader {
  readonly server: number
  readonly at: Place
  readonly log: TermLog | null
}

/** That an entry is committed: its term (`UNKNOWN`, until it shows), the term in which it was at the latest, and where that showed. */
interface Committed {
  term: number
  inTerm: number
  readonly at: Place
}

/** What an entry of some index and term holds, and the term of the entry before it. */
interface EntryFact {
  content: string | null
  termBefore: number
  readonly at: Place
}

/** A vote that counts: it has left its server. */
interface VoteFact {
  readonly candidate: number
  readonly at: Place
}

/** What is so for ever once it is so, of the whole cluster: each is learned and looked up in constant time. */
export interface Facts {
  readonly leaders: Map<number, Leader>
  /** The terms that were led, in order. */
  readonly ledTerms: number[]
  /** By index. */
  readonly committed: Map<number, Committed>
  /** For each term in which something was committed, in order: the highest index committed in it or before it. */
  readonly reached: { readonly inTerm: number; index: number }[]
  readonly entries: Map<number, EntryFact>
  readonly applied: Map<number, { readonly content: string; readonly at: Place }>
  readonly votes: Map<number, VoteFact>
  /** The configurations that entries bring, in order of their indices. */
  readonly configurations: Brought[]
  /** The terms that somebody stood for. */
  readonly stoodFor: Set<number>
  /** Terms that a server entered though nothing shows who began them; by term, where. */
  readonly owed: Map<number, Place>
}

/** Nothing is known yet. */
export function noFacts(): Facts {
  return {
    leaders: new Map(),
    ledTerms: [],
    committed: new Map(),
    reached: [],
    entries: new Map(),
    applied: new Map(),
    votes: new Map(),
    configurations: [],
    stoodFor: new Set(),
    owed: new Map(),
  }
}

/** Election safety and, of its log at the time, leader completeness. */
export function learnLeader(
  facts: Facts,
  term: number,
  server: number,
  log: TermLog | null,
  at: Place,
  name: (server: number) => string,
): Fault | null {
  const known = facts.leaders.get(term)
  if (known !== undefined) {
    if (known.server === server) return null
    const reason = `${name(known.server)} leads term ${term} already, and now ${name(server)} does`
    return fault(
      'election safety',
      reason,
      [`${name(server)} stays a candidate, or follows ${name(known.server)}`],
      [known.at],
    )
  }
  facts.leaders.set(term, { server, at, log })
  let place = facts.ledTerms.length
  while (place > 0 && (facts.ledTerms[place - 1] as number) > term) place--
  facts.ledTerms.splice(place, 0, term)
  if (log === null) return null
  let before = facts.reached.length - 1
  while (before >= 0 && (facts.reached[before] as { inTerm: number }).inTerm >= term) before--
  const index = facts.reached[before]?.index
  if (index === undefined) return null
  return incomplete(facts.committed.get(index) as Committed, index, term, server, log, name)
}

function incomplete(
  one: Committed,
  index: number,
  term: number,
  server: number,
  log: TermLog,
  name: (server: number) => string,
): Fault | null {
  const its = termAt(log, index)
  if (its === one.term || one.term === UNKNOWN || its === UNKNOWN) return null
  const has = its === ABSENT ? `its log ends at ${log.last}` : `it holds an entry of term ${its} there`
  const reason = `${name(server)} leads term ${term} and lacks the entry ${index} of term ${one.term}, which was committed before: ${has}`
  return fault(
    'leader completeness',
    reason,
    [`${name(server)} is not elected: a majority holds that entry and denies its vote`],
    [one.at],
  )
}

/** An entry is committed, seen by a server of a term: no other entry ever is at that index, and later leaders hold it. */
export function learnCommit(
  facts: Facts,
  index: number,
  term: number,
  inTerm: number,
  at: Place,
  name: (server: number) => string,
): Fault | null {
  const known = facts.committed.get(index)
  if (known !== undefined) {
    if (known.term === UNKNOWN) known.term = term
    if (term !== UNKNOWN && known.term !== term) {
      const reason = `the entry committed at index ${index} is of term ${term} here, and was of term ${known.term}`
      return fault('state-machine safety', reason, [`the entry ${index} of term ${known.term}`], [known.at])
    }
    if (known.inTerm <= inTerm) return null
    known.inTerm = inTerm
  } else {
    facts.committed.set(index, { term, inTerm, at })
  }
  reach(facts, index, inTerm)
  for (let i = facts.ledTerms.length - 1; i >= 0 && (facts.ledTerms[i] as number) > inTerm; i--) {
    const later = facts.ledTerms[i] as number
    const leader = facts.leaders.get(later)
    if (leader?.log == null) continue
    const found = incomplete(
      facts.committed.get(index) as Committed,
      index,
      later,
      leader.server,
      leader.log,
      name,
    )
    if (found !== null) return { ...found, because: [...found.because, leader.at] }
  }
  return null
}

/** Notes how far is committed in a term or before it. */
function reach({ reached }: Facts, index: number, inTerm: number): void {
  let place = reached.length
  while (place > 0 && (reached[place - 1] as { inTerm: number }).inTerm > inTerm) place--
  const before = reached[place - 1]
  if (before !== undefined && before.index >= index) return
  if (before?.inTerm === inTerm) before.index = index
  else reached.splice(place, 0, { inTerm, index })
  for (let after = place + 1; after < reached.length; after++) {
    const one = reached[after] as { index: number }
    one.index = Math.max(one.index, index)
  }
}

/** The term of the entry committed at an index; `UNKNOWN`, where it has not shown. */
export function committedTerm({ committed }: Facts, index: number): number {
  return committed.get(index)?.term ?? UNKNOWN
}

/** So many entries a term, at the most, have keys of their own. */
const ENTRIES = 0x40000000

/** Log matching: an entry of some index and term holds the same, after the same, wherever it shows. */
export function learnEntry(
  facts: Facts,
  { index, term, content }: TraceEntry,
  termBefore: number,
  at: Place,
): Fault | null {
  if (index === UNKNOWN || term === UNKNOWN) return null
  const key = term * ENTRIES + index
  const known = facts.entries.get(key)
  if (known === undefined) {
    facts.entries.set(key, { content, termBefore, at })
    return null
  }
  if (content !== null) {
    known.content ??= content
    if (known.content !== content) {
      const reason = `the entry ${index} of term ${term} holds ${content} here, and held ${known.content}`
      return fault('log matching', reason, [known.content], [known.at])
    }
  }
  if (termBefore < 0) return null
  if (known.termBefore < 0) known.termBefore = termBefore
  if (known.termBefore === termBefore) return null
  const reason = `the entry ${index} of term ${term} follows one of term ${termBefore} here, and followed one of term ${known.termBefore}`
  return fault('log matching', reason, [`an entry of term ${known.termBefore} before it`], [known.at])
}

/** What an entry of some index and term holds; `null`, where that never showed. */
export function contentOf({ entries }: Facts, index: number, term: number): string | null {
  return entries.get(term * ENTRIES + index)?.content ?? null
}

/** State-machine safety, of what was applied. */
export function learnApplied(facts: Facts, index: number, content: string, at: Place): Fault | null {
  const known = facts.applied.get(index)
  if (known === undefined) {
    facts.applied.set(index, { content, at })
    return null
  }
  if (known.content === content) return null
  const reason = `index ${index} is applied as ${content} here, and was as ${known.content}`
  return fault('state-machine safety', reason, [known.content], [known.at])
}

/** One vote a term, of votes that have left their server. */
export function learnVote(
  facts: Facts,
  server: number,
  term: number,
  candidate: number,
  at: Place,
  name: (server: number) => string,
): Fault | null {
  const key = term * 64 + server
  const known = facts.votes.get(key)
  if (known === undefined) {
    facts.votes.set(key, { candidate, at })
    return null
  }
  if (known.candidate === candidate) return null
  const reason = `${name(server)} votes for ${name(candidate)} in term ${term}, and voted for ${name(known.candidate)} before`
  return fault('one vote a term', reason, [`${name(server)} denies its vote`], [known.at])
}
