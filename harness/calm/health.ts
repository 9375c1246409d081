import type { World } from '../world/world.ts'
import { linkBetween } from '../world/world.ts'

/** The servers that are up and whose disks work, as a set. */
export function healthyServers({ seats }: World): number {
  return seats.reduce(
    (set, { server, stalled }, id) => (server === null || stalled ? set : set | (1 << id)),
    0,
  )
}

/** The servers that are up, whatever their disks do. */
export function upServers({ seats }: World): number {
  return seats.reduce((set, { server }, id) => (server === null ? set : set | (1 << id)), 0)
}

/** Whether two servers reach each other, both ways. */
export function areConnected(world: World, one: number, other: number): boolean {
  return one === other || (!linkBetween(world, one, other).cut && !linkBetween(world, other, one).cut)
}

/** Whether each of a set of servers reaches each other of them. */
export function areAllConnected(world: World, set: number): boolean {
  for (let one = 0; set >> one !== 0; one++) {
    if (((set >> one) & 1) === 0) continue
    for (let other = one + 1; set >> other !== 0; other++)
      if (((set >> other) & 1) === 1 && !areConnected(world, one, other)) return false
  }
  return true
}
