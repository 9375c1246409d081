import type { Answer } from '../../../core/effect.ts'
import { AnswerStatus } from '../../../core/effect.ts'
import type { SessionState } from '../../world/world.ts'

/** What clients know and wait for, and the answers on their way to them, by number, in ascending order. */
export interface Clients {
  readonly sessions: readonly SessionState[]
  readonly answers: readonly number[]
}

/** A copy of the sessions as a value. */
export function clientsValue(sessions: readonly SessionState[], answers: readonly number[]): Clients {
  return { sessions: sessions.map(sessionValue), answers }
}

/** A copy of a session, to write to. */
export function sessionValue(session: SessionState): SessionState {
  const { serial, awaits, asked, registration, askedUnder, failed } = session
  return { serial, awaits, asked, registration, askedUnder: askedUnder.slice(), failed: failed.slice() }
}

/** The answers without the one at a place. */
export function withoutAnswer(answers: readonly number[], place: number): readonly number[] {
  return answers.filter((_, its) => its !== place)
}

/**
 * Whether an answer can change nothing any more: a client hears what it waits for, and nothing else; and where it is only
 * sent on it may as well ask again of itself. No operation is waited for twice.
 */
export function isDeadAnswer(
  { session, serial, status }: Answer,
  sessions: readonly SessionState[],
): boolean {
  const client = sessions[session] as SessionState
  if (serial === 0) return status !== AnswerStatus.Done || client.registration !== 0
  return client.awaits !== serial || status === AnswerStatus.Redirect
}
