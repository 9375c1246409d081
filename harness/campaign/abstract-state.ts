import { itemAt } from '../../core/vector.ts'
import { fold, spread } from '../mix.ts'
import { Changed, type ObservedLog } from '../observation.ts'
import type { World } from '../world/world.ts'

/** What an abstract state is made of changes with these. */
export const ABSTRACT =
  Changed.Role | Changed.Term | Changed.Crashed | Changed.Started | Changed.Snapshot | Changed.Refused

/** Abstract states are told apart by so many bits of their hash, which bounds what a campaign keeps of them. */
const BITS = 18
/** Stands for a server that is down. */
const DOWN = 97

/**
 * A number for what a cluster is like at the moment, whatever its servers are called and whatever terms and indices it
 * has come to: of each server that is up its role, how far its term, its last entry's term, the length of its log and
 * its commit index are behind the furthest (not, a little, far), and whether its log begins after a snapshot; of those that are
 * down, how many they are; and of the links, how many are cut. Two of 18 bits each may fall together.
 */
export function abstractState(world: World): number {
  const { seats, links, target } = world
  let [newest, lastTerm, longest, committed] = [0, 0, 0, 0]
  for (const { server } of seats) {
    if (server === null) continue
    const { currentTerm = 0, log, commitIndex = 0 } = target.observe(server)
    newest = Math.max(newest, currentTerm)
    committed = Math.max(committed, commitIndex)
    if (log === undefined) continue
    longest = Math.max(longest, log.entries.length)
    lastTerm = Math.max(lastTerm, lastTermOf(log))
  }
  let sum = 0
  for (const { server } of seats) {
    if (server === null) {
      sum = (sum + DOWN) | 0
      continue
    }
    const { role = 7, currentTerm = 0, log, commitIndex = 0 } = target.observe(server)
    let hash = fold(role, behind(newest - currentTerm))
    hash = fold(hash, behind(committed - commitIndex))
    if (log !== undefined) {
      hash = fold(hash, behind(longest - log.entries.length))
      hash = fold(hash, behind(lastTerm - lastTermOf(log)) | (log.baseIndex > 0 ? 4 : 0))
    }
    sum = (sum + spread(hash)) | 0
  }
  let cut = 0
  for (let link = 0; link < links.length; link++) if (links[link]?.cut === true) cut++
  return spread(fold(sum, cut)) >>> (32 - BITS)
}

function lastTermOf({ entries, baseIndex, baseTerm }: ObservedLog): number {
  return entries.length === baseIndex ? baseTerm : itemAt(entries, entries.length - 1).term
}

/** Not behind, a little, or far. */
function behind(by: number): number {
  return by <= 0 ? 0 : by <= 2 ? 1 : 2
}
