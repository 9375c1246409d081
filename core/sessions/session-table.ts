import type { Command, Value } from '../command.ts'
import type { Options } from '../options.ts'
import type { Session, Sessions } from './sessions.ts'

/** A private copy of the sessions, for whoever applies entries to assign to. */
export interface SessionTable {
  time: number
  readonly list: Session[]
}

/** A private copy of the sessions. */
export function tableOf({ time, list }: Sessions): SessionTable {
  return { time, list: list.slice() }
}

/**
 * The log's time goes on, and sessions in which nothing was asked for too long are over. "Servers must agree on when to
 * expire a client's session; otherwise, servers' state machines could diverge", so the log tells the time (dissertation 6.3).
 */
export function passTime(table: SessionTable, time: number, { sessionTimeout }: Options): void {
  if (time <= table.time) return
  table.time = time
  const { list } = table
  let over = 0
  while (over < list.length && (time - (list[over] as Session).active) * 1000 >= sessionTimeout) over++
  list.splice(0, over)
}

/**
 * Opens the session that the entry at `index` registers: "the log index of this register command can be used" to name it.
 * Where "an upper bound on the number of sessions" is reached, the "least recently used" one makes room (dissertation 6.3).
 */
export function openSession(
  table: SessionTable,
  { session }: Command,
  index: number,
  { mostSessions }: Options,
): void {
  const { time, list } = table
  if (mostSessions > 0 && list.length >= mostSessions) list.shift()
  list.push({ session, registration: index, serial: 0, value: 0, active: time })
}

/** Notes that `command`, new to the session at `place`, was applied and gave `value`; -1: its session begins with it. */
export function noteApplied(
  { time, list }: SessionTable,
  place: number,
  { session, registration, serial }: Command,
  value: Value,
): void {
  moveLast(list, place, { session, registration, serial, value, active: time })
}

/** Notes that something was asked in the session at `place` that changes nothing: that is activity too. */
export function noteActive({ time, list }: SessionTable, place: number): void {
  const { session, registration, serial, value } = list[place] as Session
  moveLast(list, place, { session, registration, serial, value, active: time })
}

/** Puts a session at the end, in place of the one at `place` if there is one. */
function moveLast(list: Session[], place: number, moved: Session): void {
  if (place < 0) {
    list.push(moved)
    return
  }
  for (let i = place + 1; i < list.length; i++) list[i - 1] = list[i] as Session
  list[list.length - 1] = moved
}
