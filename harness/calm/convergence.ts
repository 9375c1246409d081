import type { World } from '../world/world.ts'
import { areConnected, healthyServers, upServers } from './health.ts'
import { lastCommitted, membersIn } from './in-force.ts'
import { lastTermOf } from '../last-term-of.ts'

/** Where a server stands that is to have the same log as others. */
export interface Standing {
  readonly server: number
  readonly lastIndex: number
  readonly lastTerm: number
  readonly commitIndex: number
  readonly lastApplied: number
}

/**
 * The members of the last committed configuration that must end with the same log: those that are up, whose disks work, and
 * whose links to all other members that are up are whole.
 */
export function convergingServers(world: World): number {
  const members = membersIn(lastCommitted(world).configuration)
  const up = upServers(world) & members
  let set = 0
  for (let server = 0; up >> server !== 0; server++) {
    if (((healthyServers(world) & up) >> server) % 2 === 0) continue
    let isWhole = true
    for (let other = 0; up >> other !== 0; other++)
      if (((up >> other) & 1) === 1 && !areConnected(world, server, other)) isWhole = false
    if (isWhole) set |= 1 << server
  }
  return set
}

/** Where each of a set of servers stands. */
export function standingsOf({ seats, target }: World, set: number): Standing[] {
  return seats.flatMap(({ server: state }, server) => {
    if (state === null || ((set >> server) & 1) === 0) return []
    const { log, commitIndex = 0, lastApplied = 0 } = target.observe(state)
    if (log === undefined) return []
    return [{ server, lastIndex: log.entries.length, lastTerm: lastTermOf(log), commitIndex, lastApplied }]
  })
}

/** Whether all of a set of servers have the same last entry, know all up to it to be committed, and have applied it. */
export function areConverged({ seats, target }: World, set: number): boolean {
  let length = -1
  let term = 0
  for (let id = 0; id < seats.length; id++) {
    const { server } = seats[id] as World['seats'][number]
    if (server === null || ((set >> id) & 1) === 0) continue
    const { log, commitIndex, lastApplied } = target.observe(server)
    if (log === undefined) continue
    if (commitIndex !== log.entries.length || lastApplied !== commitIndex) return false
    if (length >= 0 && (log.entries.length !== length || lastTermOf(log) !== term)) return false
    length = log.entries.length
    term = lastTermOf(log)
  }
  return true
}
