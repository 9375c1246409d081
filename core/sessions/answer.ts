import type { Command, Value } from '../command.ts'
import { ask, type Draft } from '../draft.ts'
import { answerTo, AnswerStatus, Needs } from '../effect.ts'
import { NOBODY } from '../server.ts'

/** Tells a client what its operation gave. */
export function answerDone(draft: Draft, command: Command, value: Value): void {
  const { session, serial } = command
  const answer = { from: draft.server.id, session, serial, status: AnswerStatus.Done, value, leader: NOBODY }
  ask(draft, answerTo(answer, Needs.Term))
}

/** Sends a client on to the server believed to lead. */
export function answerRedirect(draft: Draft, command: Command): void {
  const { id, leader } = draft.server
  const { session, serial } = command
  const answer = { from: id, session, serial, status: AnswerStatus.Redirect, value: 0, leader }
  ask(draft, answerTo(answer, Needs.Nothing))
}
