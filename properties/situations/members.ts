import type { PlacedConfiguration } from '../../core/log/log.ts'
import type { Observation } from '../../harness/observation.ts'

const NOBODY: PlacedConfiguration = {
  index: 0,
  configuration: { voters: 0, outgoing: 0, learners: 0 },
}

/** The newest configuration in a server's log and the index of its entry; one of nobody where that is not shown. */
export function members(seen: Observation | undefined): PlacedConfiguration {
  return seen?.log?.configurations?.at(-1) ?? NOBODY
}

/** Whose vote counts by a server's newest configuration, a set. */
export function votersIn(seen: Observation | undefined): number {
  const { voters, outgoing } = members(seen).configuration
  return voters | outgoing
}

/** Whether a server's newest configuration is a joint one. */
export function isJointIn(seen: Observation | undefined): boolean {
  return members(seen).configuration.outgoing !== 0
}

/** Whether a server knows its newest configuration to be committed. */
export function isSettledIn(seen: Observation): boolean {
  return members(seen).index <= (seen.commitIndex ?? 0)
}

/** Whether a server is in a set. */
export function isIn(set: number, server: number): boolean {
  return ((set >> server) & 1) === 1
}
