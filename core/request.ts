import { Operation, type Command } from './command.ts'
import type { Draft } from './draft.ts'
import { EntryKind } from './log/entry.ts'
import { takeRead } from './reads/read-index.ts'
import { answerDone, answerRedirect } from './sessions/answer.ts'
import { appendOwn } from './replication/append-own.ts'
import { sendNew } from './replication/send.ts'
import { Role } from './server.ts'
import { Freshness, freshness } from './sessions/sessions.ts'

/**
 * "If command received from client: append entry to local log, respond after entry applied to state machine" (Figure
 * 2). A server that does not lead "will reject the client's request and supply information about the most recent
 * leader it has heard from" (8).
 */
export function takeRequest(draft: Draft, command: Command): void {
  const { role, sessions } = draft.server
  if (role !== Role.Leader) {
    answerRedirect(draft, command)
    return
  }
  if (command.operation === Operation.Read) {
    takeRead(draft, command)
    return
  }
  const fresh = freshness(sessions, command)
  if (fresh === Freshness.Repeated) answerDone(draft, command, sessions[command.session]?.value)
  if (fresh !== Freshness.New) return
  appendOwn(draft, EntryKind.Command, command)
  sendNew(draft)
}
