import { tellsAll, type Semantics } from '../../harness/traces/semantics.ts'
import { TraceKind, UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import { blankBelief, type Belief } from './belief.ts'
import { crash } from './crashes.ts'
import { learnCommit } from './facts.ts'
import { fault, type Fault, type Place } from './fault.ts'
import { follow } from './follow.ts'
import { hiddenFields } from './hidden.ts'
import { learn } from './learn.ts'
import { answerRead, askRead, noReads, noteCommitted, type Reads } from './reads.ts'
import { noteChanges, withSlice } from './slice.ts'
import { commonOf, durableAs, start } from './starts.ts'
import { newCase, newSuspect, type Case, type Suspect } from './suspect.ts'
import { termAt } from './term-log.ts'

/** What is known of a trace after some of its events. */
export interface Judgement {
  readonly its: Case
  readonly reads: Reads
  events: number
  /** How many of them something already known decided. */
  explainedEvents: number
}

/** Before the first event. */
export function judgement(semantics: Semantics, voters: number, name: (server: number) => string): Judgement {
  return { its: newCase(semantics, voters, name), reads: noReads(), events: 0, explainedEvents: 0 }
}

/**
 * Judges the next event of a trace: why no correct Raft could have brought it about, or `null`. Each costs the same,
 * however long the trace.
 */
export function judge(judgement: Judgement, event: TraceEvent): Fault | null {
  const { its } = judgement
  const suspect = suspectOf(its, event.server)
  judgement.events++
  const { explained } = its
  const [before] = suspect.beliefs
  const found = judgeAt(judgement, suspect, event)
  if (found !== null) return withSlice(found, suspect)
  if (its.explained > explained) judgement.explainedEvents++
  suspect.at = { file: event.file, line: event.line }
  noteChanges(suspect, before, suspect.at)
  return null
}

function suspectOf(its: Case, server: number): Suspect {
  const known = its.suspects[server]
  if (known !== undefined) return known
  for (let other = its.suspects.length; other <= server; other++) {
    its.suspects.push(newSuspect(other))
  }
  return its.suspects[server] as Suspect
}

function judgeAt(judgement: Judgement, suspect: Suspect, event: TraceEvent): Fault | null {
  const { its, reads } = judgement
  const { kind } = event
  if (kind === TraceKind.Start) return starts(its, suspect, event)
  if (kind === TraceKind.Crash) return crash(its, suspect, event)
  if (kind === TraceKind.ReadAsked) askRead(reads, event)
  if (kind === TraceKind.ReadAnswered) return answerRead(its, reads, event)
  if (!suspect.up && kind !== TraceKind.ReadAsked && tellsAll(its.semantics, TraceKind.Start)) {
    return fault(
      'restart',
      `${its.name(suspect.server)} does something, and has crashed`,
      ['it starts first'],
      [suspect.crashedAt],
    )
  }
  if (suspect.starting) begins(its, suspect, event)
  if (suspect.beliefs.length === 0) suspect.beliefs = [blankBelief()]
  show(suspect, event)
  const found = follow(its, suspect, event) ?? learn(its, suspect, event)
  if (found !== null) return found
  const [belief] = suspect.beliefs
  if (belief === undefined || suspect.beliefs.length > 1) return null
  noteCommitted(reads, belief.commitLow, { file: event.file, line: event.line })
  return committed(its, suspect, event, belief)
}

/** What is newly committed is so for the whole cluster. */
function committed(
  its: Case,
  suspect: Suspect,
  { file, line }: TraceEvent,
  { log, exact, term, commitLow }: Belief,
): Fault | null {
  if (log === null || !exact) return null
  for (let index = Math.max(suspect.learned, log.base) + 1; index <= Math.min(commitLow, log.last); index++) {
    const found = learnCommit(its.facts, index, termAt(log, index), term, { file, line }, its.name)
    if (found !== null) return found
  }
  suspect.learned = Math.max(suspect.learned, commitLow)
  return null
}

/** The configuration that it shows; whether another was in force until now is of interest at this event alone. */
function show(suspect: Suspect, { state }: TraceEvent): void {
  suspect.former = null
  if (state === null || state.voters === UNKNOWN) return
  const outgoing = Math.max(state.outgoing, 0)
  if (state.voters === suspect.voters && outgoing === suspect.outgoing) return
  if (suspect.voters !== UNKNOWN)
    suspect.former = { voters: suspect.voters, outgoing: Math.max(suspect.outgoing, 0) }
  suspect.previous = suspect.former
  suspect.voters = state.voters
  suspect.outgoing = outgoing
}

function starts(its: Case, suspect: Suspect, event: TraceEvent): Fault | null {
  const { state } = event
  show(suspect, event)
  if (state !== null) hiddenFields(its, state)
  // Whoever starts while up has crashed, though nothing said so.
  if (suspect.up && !suspect.starting && suspect.beliefs.length > 0) crash(its, suspect, event)
  return start(its, suspect, event)
}

/** What it loaded is known now; it is what is on its disk. */
function begins(its: Case, suspect: Suspect, { file, line }: TraceEvent): void {
  suspect.starting = false
  const [belief] = suspect.beliefs
  if (belief === undefined) return
  suspect.durable = commonOf(suspect.beliefs.map((one) => durableAs(one, { file, line })))
  suspect.ready = null
  suspect.since = []
  if (its.facts.stoodFor.size === 0 && belief.exact) its.facts.stoodFor.add(belief.term)
}

/** What is wrong with a trace as a whole, once it has ended: a term that a server entered, and nobody ever stood for. */
export function conclude({ its }: Judgement): { readonly fault: Fault; readonly at: Place } | null {
  if (!tellsAll(its.semantics, TraceKind.Role)) return null
  for (const [term, at] of its.facts.owed) {
    if (its.facts.stoodFor.has(term)) continue
    return {
      fault: fault('terms only grow', `a server enters term ${term}, for which nobody stood`, [], []),
      at,
    }
  }
  return null
}
