import type { Session, Sessions } from '../sessions/sessions.ts'

/** Sessions in the order of their last activity; what is not said of one is 0. */
export function sessionsOf(list: readonly Partial<Session>[], time = 0): Sessions {
  const blank = { session: 0, registration: 0, serial: 0, value: 0, active: 0 }
  return { time, list: list.map((told) => ({ ...blank, ...told })) }
}
