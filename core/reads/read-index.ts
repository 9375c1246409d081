import type { Command } from '../command.ts'
import { change, type Draft } from '../draft.ts'
import { isQuorum } from '../membership/quorum.ts'
import { firstIndexOfTerm, latestConfiguration } from '../log/log.ts'
import { machineOf } from '../machines/machine.ts'
import type { Appended, Installed } from '../message.ts'
import { sendToAll } from '../replication/send.ts'
import { withItemAt } from '../replication/with-item-at.ts'
import type { Server } from '../server.ts'
import type { PendingRead } from './pending-read.ts'
import { answerDone } from '../sessions/answer.ts'

/**
 * A leader takes a read without writing to its log: it notes how far the log may be committed, and begins a heartbeat
 * round to learn that it has not been deposed meanwhile (paper 8; dissertation 6.4). A retry of a read that waits
 * already is that read.
 */
export function takeRead(draft: Draft, command: Command): void {
  const { reads, round } = draft.server
  if (
    reads.some((read) => read.command.session === command.session && read.command.serial === command.serial)
  )
    return
  const server = change(draft)
  server.round = round + 1
  server.reads = [...reads, { command, readIndex: readIndexOf(server), round: server.round }]
  sendToAll(draft)
}

/**
 * How far the log may be committed already. A new leader does not know which of its predecessors' entries are; by the
 * Leader Completeness Property all of them come before its own first entry, the no-op (8), which is committed if a snapshot has taken it.
 */
function readIndexOf(server: Server): number {
  return Math.max(server.commitIndex, firstIndexOfTerm(server.log, server.currentTerm))
}

/** A follower of this term, by answering a round, vouches that nobody had replaced the leader when the round began. */
export function noteRound(draft: Draft, answer: Appended | Installed): void {
  const { from, round } = answer
  const { roundAnswered } = draft.server
  if (round <= (roundAnswered[from] as number)) return
  change(draft).roundAnswered = withItemAt(roundAnswered, from, round)
}

/** Answers the reads whose round a majority has answered and whose index is applied. */
export function answerReads(draft: Draft): void {
  const { reads, machine, options } = draft.server
  let waiting: PendingRead[] | undefined
  for (let i = 0; i < reads.length; i++) {
    const read = reads[i] as PendingRead
    if (mayAnswer(draft.server, read)) {
      waiting ??= reads.slice(0, i)
      answerDone(draft, read.command, machineOf(options.machine).read(machine, read.command))
    } else {
      waiting?.push(read)
    }
  }
  if (waiting !== undefined) change(draft).reads = waiting
}

function mayAnswer(server: Server, { readIndex, round }: PendingRead): boolean {
  if (readIndex > server.lastApplied) return false
  let answered = 1 << server.id
  for (let peer = 0; peer < server.options.servers; peer++) {
    if ((server.roundAnswered[peer] as number) >= round) answered |= 1 << peer
  }
  return isQuorum(answered, latestConfiguration(server.log))
}
