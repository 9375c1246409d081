import type { AnyMessage } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import type { Observation } from '../../harness/observation.ts'
import type { World } from '../../harness/world/world.ts'

/** What can be seen of a server; `undefined` while it is down. */
export function sightOf(world: World, server: number): Observation | undefined {
  const state = world.seats[server]?.server ?? null
  return state === null ? undefined : world.target.observe(state)
}

/** What can be seen of all servers that are up. */
export function sights(world: World): { readonly server: number; readonly seen: Observation }[] {
  const seen: { server: number; seen: Observation }[] = []
  for (let server = 0; server < world.seats.length; server++) {
    const one = sightOf(world, server)
    if (one !== undefined) seen.push({ server, seen: one })
  }
  return seen
}

/** The message that the transition of a Deliver, or a Duplicate, brought. */
export function delivered(world: World): AnyMessage {
  return world.input.message as AnyMessage
}

/** Whether a server leads in a later term than this. */
export function leadsAfter(world: World, term: number): boolean {
  for (let server = 0; server < world.seats.length; server++) {
    const seen = sightOf(world, server)
    if (seen?.role === Role.Leader && (seen.currentTerm ?? 0) > term) return true
  }
  return false
}

/** What could be seen of a server when it last crashed; `undefined` if it has started since. */
export function sightAtCrash({ seats, target }: World, server: number): Observation | undefined {
  const crashed = seats[server]?.started?.crashed ?? null
  return crashed === null ? undefined : target.observe(crashed)
}

/** How many servers are more than half. */
export function majorityOf({ seats }: World): number {
  return (seats.length >> 1) + 1
}
