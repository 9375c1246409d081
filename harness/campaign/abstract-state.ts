import { fold, spread } from '../mix.ts'
import { Changed } from '../observation.ts'
import type { World } from '../world/world.ts'
import { lastTermOf } from '../last-term-of.ts'

/** What an abstract state is made of changes with these. */
export const ABSTRACT = Changed.Role | Changed.Term | Changed.Crashed | Changed.Started | Changed.Refused

/** Abstract states are told apart by so many bits of their hash, which bounds what a campaign keeps of them. */
const BITS = 18
/** Stands for a server that is down. */
const DOWN = 97

/**
 * A number for what a cluster is like at the moment, whatever its servers are called and whatever terms and indices it
 * has come to: of each server that is up its role, whether its term, its last entry's term and the length of its log are
 * behind the furthest, and whether its log begins after a snapshot; how many are down; and whether links are cut. Two of
 * them may fall together.
 */
export function abstractState(world: World): number {
  const { seats, links, target } = world
  let [newest, lastTerm, longest] = [0, 0, 0]
  for (const { server } of seats) {
    if (server === null) continue
    const { currentTerm = 0, log } = target.observe(server)
    newest = Math.max(newest, currentTerm)
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
    const { role = 7, currentTerm = 0, log } = target.observe(server)
    let hash = fold(role, behind(newest - currentTerm))
    if (log !== undefined) {
      hash = fold(hash, behind(longest - log.entries.length))
      hash = fold(hash, behind(lastTerm - lastTermOf(log)) | (log.baseIndex > 0 ? 2 : 0))
    }
    sum = (sum + spread(hash)) | 0
  }
  return spread(fold(sum, links.some(({ cut }) => cut) ? 1 : 0)) >>> (32 - BITS)
}

/** Not behind, or so. */
function behind(by: number): number {
  return by > 0 ? 1 : 0
}
