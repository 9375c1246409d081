import { isAdministrative, Operation, type Command } from './command.ts'
import type { Draft } from './draft.ts'
import { takeTransfer } from './elections/transfer.ts'
import { EntryKind } from './log/entry.ts'
import { askLeader, mayAskLeader } from './reads/follower-read.ts'
import { takeRead } from './reads/read-index.ts'
import { takeChange } from './reconfiguration/change-members.ts'
import { answerDone, answerRedirect } from './sessions/answer.ts'
import { appendOwn } from './replication/append-own.ts'
import { mustQueue, queue } from './replication/queue.ts'
import { sendNew } from './replication/send.ts'
import { Role } from './server.ts'
import { Freshness, freshness } from './sessions/sessions.ts'

/**
 * "If command received from client: append entry to local log, respond after entry applied to state machine" (Figure
 * 2). A server that does not lead "will reject the client's request and supply information about the most recent
 * leader it has heard from" (8), unless it may answer reads itself (dissertation 6.4); nor does one take requests that is
 * handing over its leadership (dissertation 3.10).
 */
export function takeRequest(draft: Draft, command: Command): void {
  const { role, sessions, transfer } = draft.server
  if (role !== Role.Leader || (transfer !== null && command.operation !== Operation.TransferLeadership)) {
    if (command.operation === Operation.Read && mayAskLeader(draft.server)) askLeader(draft, command)
    else answerRedirect(draft, command)
    return
  }
  if (command.operation === Operation.Read) {
    takeRead(draft, command, draft.server.id)
    return
  }
  const fresh = freshness(sessions, command)
  if (fresh === Freshness.Repeated) answerDone(draft, command, sessions[command.session]?.value)
  if (fresh !== Freshness.New) return
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

function administer(draft: Draft, command: Command): void {
  if (command.operation === Operation.TransferLeadership) takeTransfer(draft, command)
  else takeChange(draft, command)
}
