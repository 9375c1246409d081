import { Role } from '../../../core/server.ts'
import { DOWN, GONE, UNSEEN, UNTOLD, type Sight } from '../../recording/story.ts'

const ROLES: Readonly<Record<number, string>> = {
  [Role.Follower]: 'follower',
  [Role.Candidate]: 'candidate',
  [Role.Leader]: 'leader',
  [Role.PreCandidate]: 'pre-candidate',
  [DOWN]: 'down',
  [GONE]: 'down for good',
  [UNSEEN]: 'not seen yet',
}

/** What a server is. */
export function roleText(role: number): string {
  return ROLES[role] ?? 'unknown'
}

/** Whom a server has voted for. */
export function voteText(vote: number, names: readonly string[]): string {
  if (vote === UNTOLD) return '?'
  return vote < 0 ? 'nobody' : (names[vote] ?? '?')
}

/** A number, which may not be known. */
export function numberText(number: number): string {
  return number === UNTOLD ? '?' : String(number)
}

/** Virtual time, in milliseconds. */
export function timeText(microseconds: number): string {
  return `${Math.floor(microseconds / 1000)}.${String(microseconds % 1000).padStart(3, '0')}`
}

/** The index of the last entry of a log. */
export function lastOf({ base, log }: Sight): number {
  return base + log.length
}

/** The entry at an index, by its number; -1 where the log has none. */
export function entryAt({ base, log }: Sight, index: number): number {
  return log[index - base - 1] ?? -1
}

/** What became of a server's log: entries that came, and entries that went. */
export interface LogChange {
  /** The first index at which another entry stands, or none; 0 where nothing is different. */
  readonly first: number
  readonly added: number
  readonly removed: number
}

/** Compares what a log holds behind its base. */
export function logChange(before: Sight, after: Sight): LogChange {
  if (before.base === UNTOLD || after.base === UNTOLD) return { first: 0, added: 0, removed: 0 }
  let index = Math.max(before.base, after.base) + 1
  const ends = [lastOf(before), lastOf(after)] as const
  while (index <= Math.max(...ends) && entryAt(before, index) === entryAt(after, index)) index++
  const [removed, added] = ends.map((end) => Math.max(0, end - index + 1)) as [number, number]
  return { first: removed + added === 0 ? 0 : index, added, removed }
}

/** What is remarkable of what became of a server, in a few words; empty where nothing is. */
export function outcomeText(name: string, before: Sight, after: Sight): string {
  if (after.role === Role.Candidate && before.term !== after.term)
    return `${name} stands in term ${after.term}`
  if (before.role !== after.role) {
    if (after.role === Role.Leader) return `${name} leads term ${after.term}`
    if (after.role === Role.PreCandidate) return `${name} asks whether it could win`
    if (after.role >= DOWN) return `${name} is down`
    if (before.role === Role.Leader && after.role !== UNTOLD) return `${name} steps down`
  }
  if (after.condition !== before.condition && after.condition !== '') return `${name} ${after.condition}`
  const { removed, first } = logChange(before, after)
  if (removed > 0 && after.role < DOWN && before.role < DOWN)
    return `${name} cuts off ${spanText(first, first + removed - 1)}`
  if (after.role === Role.Leader && after.commit > before.commit) return `${name} commits ${after.commit}`
  return ''
}

/** All that became of a server, in words. */
export function changesText(server: number, before: Sight, after: Sight, names: readonly string[]): string {
  const told: string[] = []
  if (before.role !== after.role) told.push(`${roleText(before.role)} becomes ${roleText(after.role)}`)
  if (before.term !== after.term)
    told.push(`term ${numberText(before.term)} becomes ${numberText(after.term)}`)
  if (before.vote !== after.vote) told.push(`votes for ${voteText(after.vote, names)}`)
  const { first, added, removed } = logChange(before, after)
  if (removed > 0) told.push(`${spanText(first, first + removed - 1)} cut off`)
  if (added > 0) told.push(`${spanText(first, first + added - 1)} appended`)
  if (before.commit !== after.commit) told.push(`commit index ${numberText(after.commit)}`)
  if (before.applied !== after.applied) told.push(`last applied ${numberText(after.applied)}`)
  if (before.durable !== after.durable && after.durable !== UNTOLD)
    told.push(`log durable to ${after.durable}`)
  if (before.condition !== after.condition && after.condition !== '') told.push(after.condition)
  return told.length === 0 ? '' : `${names[server] as string}: ${told.join(', ')}`
}

function spanText(first: number, last: number): string {
  return first === last ? `entry ${first}` : `entries ${first} to ${last}`
}
