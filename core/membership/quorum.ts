import type { Configuration } from './configuration.ts'

/**
 * Whether the servers in `set` can decide for the cluster: a majority of the voters (5.2, 5.3) and, in a joint
 * configuration, "separate majorities from both the old and new configurations" (6).
 */
export function isQuorum(set: number, { voters, outgoing }: Configuration): boolean {
  return isMajority(set, voters) && (outgoing === 0 || isMajority(set, outgoing))
}

function isMajority(set: number, voters: number): boolean {
  return sizeOf(set & voters) > sizeOf(voters) / 2
}

/** How many servers are in a set. */
export function sizeOf(set: number): number {
  let count = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) count++
  return count
}
