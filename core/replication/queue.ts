import type { Command } from '../command.ts'
import { change, type Draft } from '../draft.ts'
import { lastIndex } from '../log/log.ts'
import type { Server } from '../server.ts'
import { answerRedirect, answerRefused } from '../sessions/answer.ts'
import { appendTogether } from './append-own.ts'
import { sendNew } from './send.ts'

/** Whether requests wait until what the leader writes to its log is durable, to enter it together (dissertation 10.2.2). */
export function mustQueue(server: Server): boolean {
  return server.options.maxQueued > 0 && isWriting(server)
}

/** A request waits, or is refused where too many do: nothing of it is done then. A retry of one that waits is that one. */
export function queue(draft: Draft, command: Command): void {
  const { queued, options } = draft.server
  for (let i = 0; i < queued.length; i++) {
    const { session, serial } = queued[i] as Command
    if (session === command.session && serial === command.serial) return
  }
  if (queued.length >= options.maxQueued) answerRefused(draft, command)
  else change(draft).queued = [...queued, command]
}

/** What waited enters the log as soon as that is durable, or committed without this disk. A leader that hands over takes no requests any more. */
export function enterQueued(draft: Draft): void {
  const { queued, transfer } = draft.server
  if (transfer !== null) {
    redirectQueued(draft)
  } else if (!isWriting(draft.server)) {
    change(draft).queued = []
    appendTogether(draft, queued)
    sendNew(draft)
  }
}

/** Nothing was done of what waited: the clients are to ask whoever leads next. */
function redirectQueued(draft: Draft): void {
  const { queued } = draft.server
  change(draft).queued = []
  for (let i = 0; i < queued.length; i++) answerRedirect(draft, queued[i] as Command)
}

/**
 * Nobody need wait for a write whose entries are committed without it, by a quorum of the others: the leader's disk may stand
 * still for good (dissertation 10.2.1).
 */
function isWriting({ durableIndex, commitIndex, log }: Server): boolean {
  return durableIndex !== lastIndex(log) && commitIndex !== lastIndex(log)
}
