import { healthyServers, upServers } from '../../harness/calm/health.ts'
import { serverName, serverNames } from '../../harness/world/names.ts'
import type { World } from '../../harness/world/world.ts'

/** The servers that are not there for good, or as good as that, in words. */
export function serversGone(world: World): string[] {
  const everyone = (1 << world.seats.length) - 1
  const down = everyone & ~upServers(world)
  const stalled = upServers(world) & ~healthyServers(world)
  return [
    ...(down === 0 ? [] : [`down for good: ${serverNames(down)}`]),
    ...(stalled === 0 ? [] : [`disks stalled for good: ${serverNames(stalled)}`]),
  ]
}

/** The links that are cut for good, in words. */
export function linksGone({ links, seats }: World): string[] {
  const count = seats.length
  const gone = links.flatMap(({ cut }, place) => {
    const [from, to] = [Math.floor(place / count), place % count]
    return cut ? [`${serverName(from)}→${serverName(to)}`] : []
  })
  return gone.length === 0 ? [] : [`cut for good: ${gone.join(', ')}`]
}
