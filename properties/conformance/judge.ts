import { tellsAll, type Semantics } from '../../harness/traces/semantics.ts'
import { TraceKind, TraceRole, UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import { TraceMessageKind } from '../../harness/traces/trace-message.ts'
import { apply, restore } from './applies.ts'
import { blankBelief, forget, sameBelief, type Belief } from './belief.ts'
import { learnCommit, learnEntry, learnLeader } from './facts.ts'
import { fault, type Fault } from './fault.ts'
import { forgetHidden, hiddenFields } from './implied.ts'
import { bring } from './in-force.ts'
import { carriedLog, put, type Sent } from './network.ts'
import { persist } from './persists.ts'
import { answerRead, askRead, noReads, noteCommitted, type Reads } from './reads.ts'
import { arrived, countVote, leftTooEarly, letGo, takeInHand } from './receives.ts'
import { send } from './sends.ts'
import { settle, stand } from './settle.ts'
import { durableAs, sameDurable, start } from './starts.ts'
import { newCase, type Case, type Suspect } from './suspect.ts'
import { cut, termAt } from './term-log.ts'

/** So many states are kept of what a server may have written since it last said what is durable. */
const MOST_UNWRITTEN = 256

/** So many states are kept that one server may be in. */
const WIDEST = 64

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
  const before = its.explained
  const found = judgeAt(judgement, suspect, event)
  if (its.explained > before) judgement.explainedEvents++
  suspect.at = { file: event.file, line: event.line }
  return found
}

function suspectOf(its: Case, server: number): Suspect {
  const known = its.suspects[server]
  if (known !== undefined) return known
  for (let other = its.suspects.length; other <= server; other++) {
    its.suspects.push({
      server: other,
      beliefs: [],
      up: true,
      starting: false,
      first: true,
      at: { file: 0, line: 0 },
      crashedAt: null,
      durable: null,
      ready: null,
      readyBefore: null,
      since: [],
      voters: UNKNOWN,
      outgoing: UNKNOWN,
      applied: UNKNOWN,
      learned: 0,
    })
  }
  return its.suspects[server] as Suspect
}

function judgeAt(judgement: Judgement, suspect: Suspect, event: TraceEvent): Fault | null {
  const { its, reads } = judgement
  const { kind, state } = event
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
  if (state !== null && state.voters !== UNKNOWN) suspect.voters = state.voters
  if (state !== null && state.outgoing !== UNKNOWN) suspect.outgoing = state.outgoing
  const found = step(its, suspect, event) ?? after(its, suspect, event)
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

function starts(its: Case, suspect: Suspect, event: TraceEvent): Fault | null {
  const { state } = event
  if (state !== null && state.voters !== UNKNOWN) suspect.voters = state.voters
  if (state !== null && state.outgoing !== UNKNOWN) suspect.outgoing = state.outgoing
  // Whoever starts while up has crashed, though nothing said so.
  if (suspect.up && !suspect.starting && suspect.beliefs.length > 0) crash(its, suspect, event)
  return start(its, suspect, event)
}

function crash(its: Case, suspect: Suspect, { file, line }: TraceEvent): null {
  if (its.semantics.disk === 'at least as told') {
    const ends: Belief[] = []
    for (const belief of suspect.beliefs) letGo(its, suspect, belief, ends)
    for (const belief of ends) {
      noteWritten(suspect, belief, { file, line })
      // A leader may have appended, unseen, what its clients asked for.
      const unseen = belief.role === TraceRole.Leader && !tellsAll(its.semantics, TraceKind.State)
      if (unseen) noteWritten(suspect, { ...belief, log: null }, { file, line })
    }
  }
  suspect.up = false
  suspect.starting = false
  suspect.crashedAt = { file, line }
  return null
}

/** What it loaded is known now; it is what is on its disk. */
function begins(its: Case, suspect: Suspect, { file, line }: TraceEvent): void {
  suspect.starting = false
  const [belief] = suspect.beliefs
  if (belief === undefined) return
  suspect.durable = durableAs(belief, { file, line })
  suspect.ready = null
  suspect.since = []
  if (its.facts.stoodFor.size === 0 && belief.exact) its.facts.stoodFor.add(belief.term)
}

/** Follows each state that a server may be in through an event; where none is left, the event is one that can not be. */
function step(its: Case, suspect: Suspect, event: TraceEvent): Fault | null {
  const restarts = !tellsAll(its.semantics, TraceKind.Start)
  if (its.blind) for (const belief of suspect.beliefs) forget(belief, restarts)
  const next: Belief[] = []
  let first: Fault | null = null
  if (event.kind === TraceKind.Receive) {
    first = receive(its, suspect, event, next)
  } else {
    for (const belief of suspect.beliefs) {
      const found = follow(its, suspect, event, belief, next)
      if (found !== null) first ??= found
    }
  }
  if (next.length === 0) return first ?? fault('roles', 'nothing explains this event')
  const hidden = event.state === null ? 0 : hiddenFields(its, event.state)
  if (hidden !== 0) for (const belief of next) forgetHidden(belief, hidden)
  suspect.beliefs = distinct(next)
  its.widest = Math.max(its.widest, suspect.beliefs.length)
  if (suspect.beliefs.length > WIDEST) {
    its.overflown ??= { file: event.file, line: event.line }
    suspect.beliefs = suspect.beliefs.slice(0, WIDEST)
  }
  return null
}

/** Each once. */
function distinct(beliefs: Belief[]): Belief[] {
  if (beliefs.length === 1) return beliefs
  return beliefs.filter((one, place) => !beliefs.slice(0, place).some((other) => sameBelief(one, other)))
}

function receive(its: Case, suspect: Suspect, event: TraceEvent, next: Belief[]): Fault | null {
  const at = { file: event.file, line: event.line }
  const input = arrived(its, suspect, event)
  if (input !== null && 'rule' in input) return input
  if (input !== null) {
    const found = leftTooEarly(its, input) ?? countVote(its, input, at)
    if (found !== null) return found
    wasReady(its, input)
  }
  let first: Fault | null = null
  const before = its.semantics.receiveShows === 'before'
  for (const belief of suspect.beliefs) {
    const settled: Belief[] = []
    const found = before ? settle(its, suspect, event, belief, settled) : null
    if (!before) settled.push(belief)
    if (found !== null) first ??= found
    const free: Belief[] = []
    for (const one of settled) letGo(its, suspect, one, free)
    for (const one of free) {
      const now = takeInHand(one, input)
      if (before) next.push(now)
      else first = settle(its, suspect, event, now, next) ?? first
    }
  }
  return first
}

/** A message that arrived had left; what was made durable before it left is durable. */
function wasReady(its: Case, { message, sentAt }: Sent): void {
  const sender = its.suspects[message.from]
  if (its.semantics.disk !== 'by ready' || sender?.ready == null || sentAt === null) return
  if (sentAt.line > (sender.readyBefore?.line ?? 0) && sentAt.line < sender.ready.at.line)
    sender.durable = sender.ready
}

function follow(
  its: Case,
  suspect: Suspect,
  event: TraceEvent,
  belief: Belief,
  next: Belief[],
): Fault | null {
  const { kind, state } = event
  let now = belief
  if (kind === TraceKind.Role && state?.role === TraceRole.Candidate) {
    now = { ...belief }
    stand(its, suspect, now)
    now.input = null
    if (state.term !== UNKNOWN && belief.exact && state.term !== now.term) {
      return fault(
        'election',
        `${its.name(suspect.server)} stands for election in term ${state.term}, and was in term ${belief.term}`,
        [`term ${now.term}`],
        [suspect.at],
      )
    }
  }
  if (kind === TraceKind.Role && state?.role === TraceRole.Candidate && state.term !== UNKNOWN)
    its.facts.stoodFor.add(state.term)
  const settled: Belief[] = []
  const found = settle(its, suspect, event, now, settled)
  if (kind === TraceKind.Propose) for (const one of settled) one.proposed++
  if (kind !== TraceKind.Send) {
    next.push(...settled)
    return found
  }
  let first = found
  for (const one of settled) {
    const sent = send(its, suspect, event, one)
    if ('rule' in sent) first ??= sent
    else next.push(sent)
  }
  return first
}

/** What an event tells besides what its server is: of the network, of disks, of what is so for ever. */
function after(its: Case, suspect: Suspect, event: TraceEvent): Fault | null {
  const { kind, message, state } = event
  const at = { file: event.file, line: event.line }
  const [belief] = suspect.beliefs
  if (belief === undefined) return null
  const only = suspect.beliefs.length === 1 ? belief : undefined
  if (kind === TraceKind.Send && message !== null) {
    const found = sends(its, suspect, event, only)
    if (found !== null) return found
  }
  if (kind === TraceKind.Receive && message !== null) {
    const found = entriesOf(its, event)
    if (found !== null) return found
  }
  if (kind === TraceKind.Ready) {
    if (its.semantics.disk === 'by ready') suspect.durable = suspect.ready ?? suspect.durable
    suspect.readyBefore = suspect.ready?.at ?? null
    suspect.ready = durableAs(belief, at)
  }
  if (kind === TraceKind.Persist) {
    const found = persist(its, suspect, event)
    if (found !== null) return found
  }
  if (its.semantics.disk === 'at least as told' && only !== undefined) noteWritten(suspect, only, at)
  if (kind === TraceKind.Apply) return apply(its, suspect, event)
  if (kind === TraceKind.Restore) return restore(its, suspect, event)
  if (state === null || state.role !== TraceRole.Leader || state.term === UNKNOWN) return null
  return learnLeader(its.facts, state.term, suspect.server, only?.log ?? null, at, its.name)
}

function sends(its: Case, { server }: Suspect, event: TraceEvent, belief: Belief | undefined): Fault | null {
  const { message, file, line } = event
  if (message === null) return null
  const carried = carriedLog(message)
  const own = belief?.log ?? null
  const isSnapshot = message.kind === TraceMessageKind.Snapshot
  const log =
    isSnapshot && own !== null && message.index !== UNKNOWN ? cut(own, message.index) : (own ?? carried)
  put(its.network, { message, sentAt: { file, line }, receivedAt: null, log })
  for (const entry of message.entries ?? []) {
    const found = bring(its, entry, belief, message.from === server, { file, line })
    if (found !== null) return found
  }
  return entriesOf(its, event)
}

/** Log matching, of the entries that a message spells out. */
function entriesOf(its: Case, { message, file, line }: TraceEvent): Fault | null {
  if (message?.entries == null || message.kind !== TraceMessageKind.Append) return null
  let before = message.logTerm
  for (const entry of message.entries) {
    const found = learnEntry(its.facts, entry, before, { file, line })
    if (found !== null) return found
    before = entry.term
  }
  return null
}

/** What it is now may be on its disk, if it crashes before it says what is. */
function noteWritten(suspect: Suspect, belief: Belief, at: { file: number; line: number }): void {
  const now = durableAs(belief, at)
  const last = suspect.since[suspect.since.length - 1] ?? suspect.durable
  if (last !== null && last !== undefined && sameDurable(last, now)) return
  if (suspect.since.length > MOST_UNWRITTEN)
    suspect.since = [{ term: UNKNOWN, vote: UNKNOWN, commit: UNKNOWN, log: null, at }]
  suspect.since.push(now)
}

/** What is wrong with a trace as a whole, once it has ended: a term that a server entered, and nobody ever stood for. */
export function conclude({
  its,
}: Judgement): { readonly fault: Fault; readonly at: { file: number; line: number } } | null {
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
