import type { Command } from '../command.ts'
import { change, type Draft } from '../draft.ts'
import { firstIndexOfTerm } from '../log/log.ts'
import { sendToAll } from '../replication/send.ts'
import type { Server } from '../server.ts'
import { awaitsRound, beginRound } from './begin-round.ts'
import { holdsLease } from './leasing.ts'
import { isWaiting } from './pending-read.ts'
import { isAnswered } from './round.ts'

/**
 * A leader takes a read without writing to its log: it notes how far the log may be committed, and has a heartbeat
 * round tell it that it has not been deposed meanwhile (paper 8; dissertation 6.4), unless it holds a lease (6.4.1). For
 * a follower that was asked it does the same.
 */
export function takeRead(draft: Draft, command: Command, asker: number): void {
  if (isWaiting(draft.server, command, asker)) return
  const readIndex = readIndexOf(draft.server)
  const round = holdsLease(draft) ? 0 : roundFor(draft)
  const server = change(draft)
  server.reads = [...server.reads, { command, asker, readIndex, round }]
}

/**
 * How far the log may be committed already. A new leader does not know which of its predecessors' entries are; by the
 * Leader Completeness Property all of them come before its own first entry, the no-op (8), which is committed if a snapshot has taken it.
 */
function readIndexOf(server: Server): number {
  return Math.max(server.commitIndex, firstIndexOfTerm(server.log, server.currentTerm))
}

/**
 * The round that is to answer for a read which comes now: one that begins with it or, with many reads to a round, the
 * one after that which is under way. A round that had begun before would not do: the leader may have been deposed since.
 */
function roundFor(draft: Draft): number {
  const { options, round } = draft.server
  if (options.batchReads && !isAnswered(draft.server, round)) return round + 1
  beginRound(draft)
  sendToAll(draft)
  return draft.server.round
}

/** Once a round is answered, the next one begins at once if reads wait for it. */
export function beginNextRound(draft: Draft): void {
  if (!awaitsRound(draft.server) || !isAnswered(draft.server, draft.server.round)) return
  beginRound(draft)
  sendToAll(draft)
}
