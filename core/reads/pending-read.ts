import type { Command } from '../command.ts'
import type { Server } from '../server.ts'

/** A read that waits until it may be answered (paper 8; dissertation 6.4). */
export interface PendingRead {
  readonly command: Command
  /** The server that a client asked: this one, or on a leader a follower that wants no more than the read index. */
  readonly asker: number
  /** What must be applied before the answer is fresh enough. */
  readonly readIndex: number
  /** The heartbeat round, begun after the read came, that a majority must answer; 0 where nothing has to be learned any more. */
  readonly round: number
}

/** Whether this read waits already: a retry is the same read. */
export function isWaiting({ reads }: Server, { session, serial }: Command, asker: number): boolean {
  for (let i = 0; i < reads.length; i++) {
    const { command, asker: its } = reads[i] as PendingRead
    if (its === asker && command.session === session && command.serial === serial) return true
  }
  return false
}
