import type { Belief } from './belief.ts'
import type { Fault, Place } from './fault.ts'
import type { RuleName } from './rules.ts'
import type { Suspect } from './suspect.ts'

/** Notes where what rejections rest on became what it is. */
export function noteChanges(suspect: Suspect, before: Belief | undefined, at: Place): void {
  const [now] = suspect.beliefs
  if (now === undefined || before === undefined || now === before) return
  if (now.vote !== before.vote) suspect.votedAt = at
  if (now.log !== before.log) suspect.loggedAt = at
  if (now.commitLow !== before.commitLow) suspect.committedAt = at
}

const OF_VOTES: ReadonlySet<RuleName> = new Set(['one vote a term', 'quorum of votes', 'restart'])
const OF_LOGS: ReadonlySet<RuleName> = new Set([
  'leader append-only',
  'log matching',
  'consistency check',
  'remove on conflict only',
  'log grows by its leader',
  'vote for a complete log',
  'what is sent',
  'snapshot',
])
const OF_COMMITS: ReadonlySet<RuleName> = new Set([
  'commitIndex',
  'quorum of copies',
  'apply in order',
  'snapshot',
])

/** A fault with the few further events that matter: where its server came to what it goes against, and who sent what it has in hand. */
export function withSlice(fault: Fault, suspect: Suspect): Fault {
  const { rule, because } = fault
  const input = suspect.beliefs[0]?.input
  const more = [
    OF_VOTES.has(rule) ? suspect.votedAt : null,
    OF_LOGS.has(rule) ? suspect.loggedAt : null,
    OF_COMMITS.has(rule) ? suspect.committedAt : null,
    because.some((place) => place === input?.receivedAt) ? (input?.sentAt ?? null) : null,
  ]
  return { ...fault, because: [...because, ...more.filter((place) => place !== null)] }
}
