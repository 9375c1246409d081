import type { Log } from '../../../core/log/log.ts'
import type { Server } from '../../../core/server.ts'
import { firstDifference, toArray } from '../../../core/vector.ts'
import type { Reacted } from './parting.ts'

/**
 * What a server keeps for itself: that it differs shows in what it does. Of votes, a core may keep another account, which
 * ours would misread.
 */
const PRIVATE: ReadonlySet<keyof Server> = new Set<keyof Server>([
  'options',
  'arms',
  'votes',
  'awaiting',
  'contacted',
  'written',
  'journal',
])

/** The fields of a server in which two of them differ, its private accounts aside. */
export function differingFields(one: Server, other: Server): (keyof Server)[] {
  return (Object.keys(other) as (keyof Server)[]).filter((field) => {
    if (PRIVATE.has(field) || one[field] === other[field]) return false
    return field === 'log' ? !sameLog(one.log, other.log) : !isSame(one[field], other[field])
  })
}

/** Whether two cores made the same of an input. */
export function sameReaction(one: Reacted, other: Reacted): boolean {
  return isSame(one.effects, other.effects) && differingFields(one.server, other.server).length === 0
}

function sameLog(one: Log, other: Log): boolean {
  if (one.entries.length !== other.entries.length || one.baseIndex !== other.baseIndex) return false
  if (one.baseTerm !== other.baseTerm || !isSame(one.configurations, other.configurations)) return false
  const first = firstDifference(one.entries, other.entries, one.baseIndex)
  return isSame(toArray(one.entries, first), toArray(other.entries, first))
}

/** Whether two values are the same, whoever made them. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const keys = Object.keys(one)
  if (keys.length !== Object.keys(other).length) return false
  return keys.every(
    (key) =>
      key in other && isSame((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
  )
}
