import type { Command } from '../command.ts'
import { ask, change, type Draft } from '../draft.ts'
import { disarm, Needs, send, Timer, type Effect } from '../effect.ts'
import { lastIndex, latestConfiguration } from '../log/log.ts'
import { votersOf } from '../membership/configuration.ts'
import { timeoutNow } from '../messages.ts'
import { sendAppend } from '../replication/send.ts'
import { answerDone, answerRefused, answerUnknown } from '../sessions/answer.ts'

/**
 * A leader is asked to hand over to another server: it takes no more requests, brings the other's log up to date, and
 * has it begin an election (dissertation 3.10). Asked for what is so already, it says so.
 */
export function takeTransfer(draft: Draft, command: Command): void {
  const { id, log, transfer, arms } = draft.server
  const target = command.value
  const isVoter = (votersOf(latestConfiguration(log)) & (1 << target)) !== 0
  if (target === id) {
    answerDone(draft, command, 0)
  } else if (!isVoter || (transfer !== null && transfer.value !== target)) {
    answerRefused(draft, command)
  } else if (transfer === null) {
    change(draft).transfer = command
    ask(draft, arms[Timer.Transfer] as Effect)
    sendAppend(draft, target)
    urgeTarget(draft)
  }
}

/** "Sends a TimeoutNow request to the target server" once the target's log matches the leader's own (dissertation 3.10). From then on it holds no lease: nobody denies its target a vote, however late the request arrives. */
export function urgeTarget(draft: Draft): void {
  const { transfer, matchIndex, log, id, currentTerm } = draft.server
  if (transfer === null || matchIndex[transfer.value] !== lastIndex(log)) return
  if (draft.server.lease !== null) change(draft).lease = null
  ask(draft, send(timeoutNow(id, transfer.value, currentTerm), Needs.Term))
}

/** "If leadership transfer does not complete after about an election timeout, the prior leader aborts the transfer and resumes accepting client requests" (dissertation 3.10). */
export function abortTransfer(draft: Draft): void {
  const { transfer } = draft.server
  if (transfer === null) return
  change(draft).transfer = null
  ask(draft, disarm(Timer.Transfer))
  answerUnknown(draft, transfer)
}
