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

/** Tells a client that what it asks will not be done. */
export function answerRefused(draft: Draft, command: Command): void {
  answerWithout(draft, command, AnswerStatus.Refused)
}

/** Tells a client that its session is over, "and instead returns an error to the client" (dissertation 6.3). */
export function answerExpired(draft: Draft, command: Command): void {
  answerWithout(draft, command, AnswerStatus.Expired)
}

/** Tells a client that what it asked was begun and given up. */
export function answerUnknown(draft: Draft, command: Command): void {
  answerWithout(draft, command, AnswerStatus.Unknown)
}

function answerWithout(draft: Draft, { session, serial }: Command, status: AnswerStatus): void {
  const answer = { from: draft.server.id, session, serial, status, value: 0, leader: NOBODY }
  ask(draft, answerTo(answer, Needs.Nothing))
}

/** Sends a client on to the server believed to lead; a leader that takes no requests knows of nobody. */
export function answerRedirect(draft: Draft, command: Command): void {
  const { id, leader } = draft.server
  const { session, serial } = command
  const other = leader === id ? NOBODY : leader
  const answer = { from: id, session, serial, status: AnswerStatus.Redirect, value: 0, leader: other }
  ask(draft, answerTo(answer, Needs.Nothing))
}
