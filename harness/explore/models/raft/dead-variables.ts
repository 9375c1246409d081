import {
  grantedOf,
  indicesFrom,
  respondedOf,
  State,
  stateOf,
  withMatchIndex,
  withNextIndex,
} from './layout.ts'

/**
 * votesResponded and votesGranted are read by candidates alone, and Timeout empties them before a server is one. So in
 * any other state they pass for empty.
 */
export function withoutDeadVotes(server: number): number {
  if (stateOf(server) === State.Candidate) return server
  return server & ~((respondedOf(server) << 14) | (grantedOf(server) << 19))
}

/**
 * nextIndex and matchIndex are read by leaders alone, and BecomeLeader sets them; of the leader itself, nobody reads
 * them. So everywhere else they pass for what they are in the beginning.
 */
export function withoutDeadIndices(server: number, indices: number, id: number, servers: number): number {
  if (stateOf(server) !== State.Leader) return indicesFrom(1, servers)
  return withMatchIndex(withNextIndex(indices, id, 1), id, 0)
}
