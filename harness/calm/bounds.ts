import type { Cluster } from '../world/cluster.ts'
import { TRUE_CLOCK, timeFor } from '../world/clock.ts'

/** A calm in virtual time: when it began, what an election timeout is in it, and until when each of its parts may last. */
export interface Bounds {
  readonly begun: number
  /** The longest of the servers' election timeouts. */
  readonly timeout: number
  /** Until then commands are to be committed. */
  readonly traffic: number
  /** Until then what the operator asked for is to be answered. */
  readonly requests: number
  /** Until then the logs are to be the same. */
  readonly quiet: number
}

/** How many election timeouts each part of a calm of so many may take. */
export function partsOf(timeouts: number): Record<'traffic' | 'requests' | 'quiet', number> {
  return { traffic: timeouts / 2, requests: timeouts / 4, quiet: timeouts / 4 }
}

/** The bounds of a calm of so many election timeouts. */
export function boundsOf(cluster: Cluster, begun: number, timeouts: number): Bounds {
  const timeout = longestTimeout(cluster)
  const parts = partsOf(timeouts)
  const traffic = begun + Math.ceil(timeout * parts.traffic)
  const requests = traffic + Math.ceil(timeout * parts.requests)
  return { begun, timeout, traffic, requests, quiet: requests + Math.ceil(timeout * parts.quiet) }
}

/** A span of virtual time in election timeouts, for people. */
export function inTimeouts(span: number, { timeout }: Bounds): string {
  return `${Math.round((10 * span) / timeout) / 10} election timeouts`
}

function longestTimeout({ options, clocks }: Cluster): number {
  const { servers, electionTimeoutMost, electionTimeoutStretch } = options
  let longest = 0
  for (let server = 0; server < servers; server++) {
    const percent = 100 + (electionTimeoutStretch[server] ?? 0)
    const own = Math.ceil((electionTimeoutMost * percent) / 100)
    longest = Math.max(longest, timeFor(clocks[server] ?? TRUE_CLOCK, own))
  }
  return longest
}
