import { TraceKind, TraceRole, UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import { TraceMessageKind } from '../../harness/traces/trace-message.ts'
import { apply, restore } from './applies.ts'
import type { Belief } from './belief.ts'
import { noteWritten } from './crashes.ts'
import { learnEntry, learnLeader } from './facts.ts'
import type { Fault } from './fault.ts'
import { bring } from './in-force.ts'
import { carriedLog, put } from './network.ts'
import { persist } from './persists.ts'
import { leftTooEarly } from './receives.ts'
import { durableAs } from './starts.ts'
import type { Case, Suspect } from './suspect.ts'
import { cut } from './term-log.ts'

/** What an event tells besides what its server is: of the network, of disks, of what is so for ever. */
export function learn(its: Case, suspect: Suspect, event: TraceEvent): Fault | null {
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

function sends(its: Case, suspect: Suspect, event: TraceEvent, belief: Belief | undefined): Fault | null {
  const { message, file, line } = event
  if (message === null) return null
  const carried = carriedLog(message)
  const own = belief?.log ?? null
  const isSnapshot = message.kind === TraceMessageKind.Snapshot
  const log =
    isSnapshot && own !== null && message.index !== UNKNOWN ? cut(own, message.index) : (own ?? carried)
  const sent = { message, sentAt: { file, line }, receivedAt: null, log }
  const early = its.semantics.sends === 'later' ? leftTooEarly(its, sent) : null
  if (early !== null) return early
  put(its.network, sent)
  for (const entry of message.entries ?? []) {
    const found = bring(its, suspect, entry, belief, message.from === suspect.server, { file, line })
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
