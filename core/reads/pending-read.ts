import type { Command } from '../command.ts'

/** A read that waits, on a leader, until it may be answered (paper 8; dissertation 6.4). */
export interface PendingRead {
  readonly command: Command
  /** What must be applied before the answer is fresh enough. */
  readonly readIndex: number
  /** The heartbeat round, begun after the read came, that a majority must answer. */
  readonly round: number
}
