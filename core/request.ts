import { isAdministrative, Operation, type Command } from './command.ts'
import type { Draft } from './draft.ts'
import { takeTransfer } from './elections/transfer.ts'
import { EntryKind } from './log/entry.ts'
import { askLeader, mayAskLeader } from './reads/follower-read.ts'
import { takeRead } from './reads/read-index.ts'
import { takeChange } from './reconfiguration/change-members.ts'
import { answerDone, answerExpired, answerRedirect } from './sessions/answer.ts'
import { appendOwn } from './replication/append-own.ts'
import { mustQueue, queue } from './replication/queue.ts'
import { sendNew } from './replication/send.ts'
import { Role } from './server.ts'
import { Freshness, freshness, newestValue } from './sessions/sessions.ts'

/**
 * "If command received from client: append entry to local log, respond after entry applied to state machine" (Figure
 * 2). A server that does not lead "will reject the client's request and supply information about the most recent
 * leader it has heard from" (8), unless it may answer reads itself (dissertation 6.4); nor does one take requests that is
 * handing over its leadership (dissertation 3.10).
 */
export function takeRequest(draft: Draft, command: Command): void {
  const { role, transfer } = draft.server
  if (role !== Role.Leader || (transfer !== null && command.operation !== Operation.TransferLeadership)) {
    if (command.operation === Operation.Read && mayAskLeader(draft.server)) askLeader(draft, command)
    else answerRedirect(draft, command)
    return
  }
  if (command.operation === Operation.Read) {
    takeRead(draft, command, draft.server.id)
    return
  }
  if (!isToBeDone(draft, command)) return
  if (isAdministrative(command.operation)) {
    administer(draft, command)
    return
  }
  if (mustQueue(draft.server)) {
    queue(draft, command)
    return
  }
  appendOwn(draft, EntryKind.Command, command, null)
  sendNew(draft)
}

/**
 * Whether a command is one that was not done before, as far as this server can tell; else the client is answered, unless
 * it has gone on to another command since. A session that is not there may be one whose registration is not applied here yet.
 */
function isToBeDone(draft: Draft, command: Command): boolean {
  const { sessions, lastApplied } = draft.server
  if (command.operation === Operation.Register) return true
  switch (freshness(sessions, command)) {
    case Freshness.New:
      return true
    case Freshness.Repeated:
      answerDone(draft, command, newestValue(sessions, command))
      return false
    case Freshness.Stale:
      return false
    case Freshness.Sessionless:
      if (command.registration > lastApplied) return true
      answerExpired(draft, command)
      return false
  }
}

function administer(draft: Draft, command: Command): void {
  if (command.operation === Operation.TransferLeadership) takeTransfer(draft, command)
  else takeChange(draft, command)
}
