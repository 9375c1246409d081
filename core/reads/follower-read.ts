import type { Command } from '../command.ts'
import { ask, change, type Draft } from '../draft.ts'
import { Needs, send } from '../effect.ts'
import type { ReadIndex } from '../message.ts'
import { askReadIndex } from '../messages.ts'
import { NOBODY, type Server } from '../server.ts'
import { isWaiting } from './pending-read.ts'

/** Whether a server may answer reads though it does not lead: it has to know who does. */
export function mayAskLeader({ options, id, leader }: Server): boolean {
  return options.followerReads && leader !== NOBODY && leader !== id
}

/**
 * "The follower issues a request to the leader that just asks for a current readIndex" (dissertation 6.4). It keeps no
 * account of that: the question travels with its answer, and if either is lost the client will ask again.
 */
export function askLeader(draft: Draft, command: Command): void {
  const { id, leader, currentTerm } = draft.server
  ask(draft, send(askReadIndex(id, leader, currentTerm, command), Needs.Term))
}

/**
 * The leader has told how far the log was committed after a client asked to read: all that was done before the client
 * asked is there, whichever leader said so, in whatever term, and however often. So the answer is good for as long as
 * the read is, even for a server that has started again since it asked.
 */
export function noteReadIndex(draft: Draft, { command, readIndex }: ReadIndex): void {
  const { id, reads } = draft.server
  if (isWaiting(draft.server, command, id)) return
  change(draft).reads = [...reads, { command, asker: id, readIndex, round: 0 }]
}
