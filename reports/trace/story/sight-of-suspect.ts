import { Role } from '../../../core/server.ts'
import { TraceRole, UNKNOWN, type TraceState } from '../../../harness/traces/trace-event.ts'
import type { Semantics } from '../../../harness/traces/semantics.ts'
import type { Durable, Suspect } from '../../../properties/conformance/suspect.ts'
import { cut, firstDifference, grown, type TermLog } from '../../../properties/conformance/term-log.ts'
import { DOWN, UNSEEN, UNTOLD, type Sight } from '../../recording/story.ts'
import type { ToldEntries } from './told-entries.ts'

const ROLES: Readonly<Record<number, number>> = {
  [TraceRole.Follower]: Role.Follower,
  [TraceRole.PreCandidate]: Role.PreCandidate,
  [TraceRole.Candidate]: Role.Candidate,
  [TraceRole.Leader]: Role.Leader,
}

/** A server of which nothing was told so far. */
export const UNSEEN_SIGHT: Sight = {
  role: UNSEEN,
  term: UNTOLD,
  vote: UNTOLD,
  commit: UNTOLD,
  applied: UNTOLD,
  base: UNTOLD,
  log: [],
  durable: UNTOLD,
  snapshot: 0,
  storedTerm: UNTOLD,
  storedVote: UNTOLD,
  writing: '',
  held: 0,
  condition: '',
}

/** What a sight is made with. */
export interface Reading {
  readonly entries: ToldEntries
  readonly semantics: Semantics
  readonly name: (server: number) => string
}

/**
 * A server as it is believed to be: of several states that it may be in, the first. What a rejected event shows of it is
 * no such state, and is laid over that.
 */
export function sightOfSuspect(
  suspect: Suspect | undefined,
  shown: TraceState | null,
  { entries, semantics, name }: Reading,
): Sight {
  const [belief] = suspect?.beliefs ?? []
  if (suspect === undefined || belief === undefined) return UNSEEN_SIGHT
  const durable = semantics.disk === 'not told' ? null : suspect.durable
  const onDisk = {
    snapshot: 0,
    storedTerm: durable?.term ?? UNTOLD,
    storedVote: durable?.vote ?? UNTOLD,
    writing: writingText(suspect, name),
    held: 0,
    condition: suspect.beliefs.length > 1 ? `may be in ${suspect.beliefs.length} states` : '',
  }
  if (!suspect.up) {
    const { term, vote, log } = durable ?? belief
    const told = { ...entries.logOf(log), durable: durableUpTo(log, durable) }
    return { role: DOWN, term, vote, commit: 0, applied: 0, ...told, ...onDisk, condition: '' }
  }
  const { term, vote, commit, role } = shown ?? UNSHOWN
  const log = shown === null ? belief.log : shownOver(belief.log, shown)
  return {
    role: ROLES[either(role, belief.role)] ?? UNTOLD,
    term: either(term, belief.term),
    vote: either(vote, belief.vote),
    commit: either(commit, belief.commitLow),
    applied: suspect.applied,
    ...entries.logOf(log),
    durable: durableUpTo(log, durable),
    ...onDisk,
  }
}

const UNSHOWN = { term: UNKNOWN, vote: UNKNOWN, commit: UNKNOWN, role: UNKNOWN }

function either(shown: number, believed: number): number {
  return shown === UNKNOWN ? believed : shown
}

/** A log that ends where a trace shows that it does. */
function shownOver(log: TermLog | null, { last, lastTerm }: TraceState): TermLog | null {
  if (log === null || last === UNKNOWN || last === log.last) return log
  if (last < log.last) return cut(log, last)
  return grown(grown(log, UNKNOWN, last - log.last - 1), lastTerm, 1)
}

/** Up to where a log agrees with the one on the disk. */
function durableUpTo(log: TermLog | null, durable: Durable | null): number {
  const stored = durable?.log ?? null
  if (log === null || stored === null) return UNTOLD
  const shared = Math.min(log.last, stored.last)
  const differs = log === stored ? 0 : firstDifference(log, stored, Math.min(log.base, shared) + 1, shared)
  return differs === 0 ? shared : differs - 1
}

/** What may be durable, and is not so for certain. */
function writingText({ durable, ready, since }: Suspect, name: (server: number) => string): string {
  const written = since.at(-1) ?? ready
  if (written === null) return ''
  const words = durableText(written, name)
  return durable !== null && words === durableText(durable, name) ? '' : words
}

function durableText({ term, vote, log }: Durable, name: (server: number) => string): string {
  return [
    ...(term === UNKNOWN ? [] : [`term ${term}`]),
    ...(vote < 0 ? [] : [`vote for ${name(vote)}`]),
    ...(log === null ? [] : [`log to ${log.last}`]),
  ].join(', ')
}
