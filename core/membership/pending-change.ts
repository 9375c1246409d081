import type { Command } from '../command.ts'

/**
 * A change of members that waits, on a leader, until those it adds have caught up as learners. "The replication of
 * entries to the new server is split into rounds. Each round replicates all the log entries present in the leader's log
 * at the start of the round" (dissertation 4.2.1).
 */
export interface PendingChange {
  readonly command: Command
  readonly round: number
  /** The last entry of this round. */
  readonly upTo: number
}
