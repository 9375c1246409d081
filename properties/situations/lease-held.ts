import type { Observation } from '../../harness/observation.ts'
import type { World } from '../../harness/world/world.ts'

/** Whether a leader held a lease by its own clock when it was handed its last input. */
export function holdsLease(leader: Observation | undefined, { input }: World): boolean {
  return !!leader?.lease && input.clock < leader.lease.until
}

/** Whether a server's clock is slow, so that whatever it times takes longer than it should. */
export function isSlow(server: number, { seats }: World): boolean {
  return (seats[server]?.clock.rate ?? 1000) < 1000
}
