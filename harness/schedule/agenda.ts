import FlatQueue from 'flatqueue'
import type { Action, ActionKind } from '../world/action.ts'
import { draw, Stream, type Key } from './draws.ts'
import type { WakeKind } from './wake.ts'

/**
 * What is planned to happen, by time. Two things at the same microsecond come in an order drawn from their names. The
 * plans themselves are rows of numbers, taken back into use once played, so that planning makes no garbage.
 */
export interface Agenda {
  readonly key: Key
  /** Rows by time. */
  readonly queue: FlatQueue<number>
  rows: Int32Array
  /** Rows that nothing is planned in. */
  readonly free: number[]
}

/** Something planned: an action of the world, or the scheduler's note to itself. */
export interface Planned extends Omit<Action, 'kind'> {
  kind: ActionKind | WakeKind
}

const TIES = 4096
const WIDTH = 8
const FIRST_ROWS = 256

/** An agenda with nothing on it. */
export function emptyAgenda(key: Key): Agenda {
  const free = Array.from({ length: FIRST_ROWS }, (_, row) => FIRST_ROWS - 1 - row)
  return { key, queue: new FlatQueue<number>(), rows: new Int32Array(FIRST_ROWS * WIDTH), free }
}

/** Plans something for its time. */
export function plan(
  agenda: Agenda,
  kind: ActionKind | WakeKind,
  at: number,
  server: number,
  peer: number,
  topic: number,
  term: number,
  turn: number,
  value: number,
): void {
  if (agenda.free.length === 0) addRows(agenda)
  const row = agenda.free.pop() as number
  const { rows } = agenda
  const cell = row * WIDTH
  rows[cell] = kind
  rows[cell + 1] = server
  rows[cell + 2] = peer
  rows[cell + 3] = topic
  rows[cell + 4] = term
  rows[cell + 5] = turn
  rows[cell + 6] = value
  const tie = draw(agenda.key, Stream.Tie, kind | (topic << 8), server | (peer << 8), term, turn) & (TIES - 1)
  agenda.queue.push(row, at * TIES + tie)
}

/** Takes what comes first, if it comes no later than `until`, into `taken`, and says whether there was anything. */
export function takeNext(agenda: Agenda, until: number, taken: Planned): boolean {
  const { queue, rows } = agenda
  const first = queue.peekValue()
  if (first === undefined || first >= (until + 1) * TIES) return false
  const row = queue.pop() as number
  agenda.free.push(row)
  const cell = row * WIDTH
  taken.kind = rows[cell] as ActionKind
  taken.at = Math.floor(first / TIES)
  taken.server = rows[cell + 1] as number
  taken.peer = rows[cell + 2] as number
  taken.topic = rows[cell + 3] as number
  taken.term = rows[cell + 4] as number
  taken.turn = rows[cell + 5] as number
  taken.value = rows[cell + 6] as number
  return true
}

function addRows(agenda: Agenda): void {
  const rows = agenda.rows.length / WIDTH
  const more = new Int32Array(agenda.rows.length * 2)
  more.set(agenda.rows)
  agenda.rows = more
  for (let row = rows * 2 - 1; row >= rows; row--) agenda.free.push(row)
}
