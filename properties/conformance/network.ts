import { UNKNOWN } from '../../harness/traces/trace-event.ts'
import type { TraceMessage } from '../../harness/traces/trace-message.ts'
import type { Place } from './fault.ts'
import { grown, logUpTo, type TermLog } from './term-log.ts'

/** A message that was sent, where, and what is known of it besides. */
export interface Sent {
  readonly message: TraceMessage
  /** `null`: nobody was seen sending it. */
  readonly sentAt: Place | null
  /** Where it was received. */
  readonly receivedAt: Place | null
  /** Append: a log that holds the entries it carries and the one before; Snapshot: one that holds its last entry. */
  readonly log: TermLog | null
}

/**
 * The network is a growing set of what was sent: so loss, delay, repetition and reordering need no thought. Messages that
 * tell the same are one: a leader's log only grows, so equal places in it are equal entries.
 */
export interface Network {
  readonly sent: Map<string, Sent>
  /** The same by link and kind, for messages of which not all is shown. */
  readonly byLink: Map<string, Sent[]>
  /** By kind, and whether it refuses: the fields that such messages have ever shown, as a set. */
  readonly shown: number[]
}

/** Nothing was sent yet. */
export function emptyNetwork(): Network {
  return { sent: new Map(), byLink: new Map(), shown: [] }
}

/** Puts a message into it. */
export function put(network: Network, one: Sent): void {
  const { sent, byLink } = network
  const half = hidden(network, one.message) !== 0
  const key = keyOf(one.message)
  if (sent.has(key) && !half) return
  sent.set(key, one)
  const link = linkOf(one.message)
  const its = byLink.get(link)
  if (its === undefined) byLink.set(link, [one])
  else its.push(one)
}

/** So many messages are looked through for one of which not all is shown. */
const LOOKED_THROUGH = 4096

/**
 * The sent message that a received one is: `undefined` if there is none. One of which not all is shown is taken for the
 * only one that fits; where several do, or one might be told later, or too many had to be looked through, it is `null`:
 * nothing more is known of it.
 */
export function find(network: Network, message: TraceMessage, isTotal: boolean): Sent | null | undefined {
  const { sent, byLink } = network
  const whole = hidden(network, message) === 0
  const exact = whole ? sent.get(keyOf(message)) : undefined
  if (exact !== undefined) return exact
  const its = byLink.get(linkOf(message)) ?? []
  const first = Math.max(0, its.length - LOOKED_THROUGH)
  let found: Sent | null | undefined = first === 0 ? undefined : null
  for (let i = its.length - 1; i >= first; i--) {
    const one = its[i] as Sent
    if (!fits(one.message, message)) continue
    if (found || !isTotal) return null
    found = one
  }
  return found
}

/** Notes which fields a message shows; gives those that it does not, of those that its like have ever shown. */
function hidden({ shown }: Network, message: TraceMessage): number {
  const { kind, reject, term, index, logTerm, count, commit, hint, id } = message
  const like = kind * 4 + reject + 2
  const shows =
    (term === UNKNOWN ? 0 : 1) |
    (index === UNKNOWN ? 0 : 2) |
    (logTerm === UNKNOWN ? 0 : 4) |
    (count === UNKNOWN ? 0 : 8) |
    (commit === UNKNOWN ? 0 : 16) |
    (hint === UNKNOWN ? 0 : 32) |
    (id === null ? 0 : 64) |
    (reject === UNKNOWN ? 0 : 128)
  const ever = (shown[like] ?? 0) | shows
  shown[like] = ever
  return ever & ~shows
}

/** Whether two messages are the same as far as both are shown, and not all of both is. */
function fits(one: TraceMessage, other: TraceMessage): boolean {
  return (
    agree(one.term, other.term) &&
    agree(one.index, other.index) &&
    agree(one.logTerm, other.logTerm) &&
    agree(one.count, other.count) &&
    agree(one.commit, other.commit) &&
    agree(one.reject, other.reject) &&
    agree(one.hint, other.hint) &&
    (one.id === null || other.id === null || one.id === other.id)
  )
}

function agree(one: number, other: number): boolean {
  return one === other || one === UNKNOWN || other === UNKNOWN
}

function linkOf({ kind, from, to }: TraceMessage): string {
  return `${kind} ${from} ${to}`
}

function keyOf(message: TraceMessage): string {
  const { kind, from, to, term, index, logTerm, count, commit, reject, hint, id } = message
  return `${kind} ${from} ${to} ${term} ${index} ${logTerm} ${count} ${commit} ${reject} ${hint} ${id ?? ''}`
}

/** What is known of a message by one showing, where another shows less of it. */
export function unified(shown: TraceMessage, known: TraceMessage): TraceMessage {
  return {
    ...shown,
    term: either(shown.term, known.term),
    index: either(shown.index, known.index),
    logTerm: either(shown.logTerm, known.logTerm),
    count: either(shown.count, known.count),
    entries: shown.entries ?? known.entries,
    commit: either(shown.commit, known.commit),
    reject: either(shown.reject, known.reject),
    hint: either(shown.hint, known.hint),
  }
}

function either(one: number, other: number): number {
  return one === UNKNOWN ? other : one
}

/** A log that holds the entries which a message spells out; `null` where it does not. */
export function carriedLog({ entries, index, logTerm }: TraceMessage): TermLog | null {
  if (entries === null || index === UNKNOWN) return null
  let log = logUpTo(index, logTerm)
  for (const entry of entries) {
    if (entry.index !== log.last + 1) return null
    log = grown(log, entry.term, 1)
  }
  return log
}
