import { HEAD, RowWord } from './layout.ts'
import type { Namings } from './namings.ts'
import { addPrint, type Prints } from './prints.ts'

/** What a state is summed up of. */
export const Thing = { Seat: 0, Clients: 1, Ledger: 2, Message: 3 } as const
export type Thing = (typeof Thing)[keyof typeof Thing]

/**
 * The sums of the digests of all that states hold, what was spent aside: of a row, under each naming once that is asked for,
 * and of a successor in the making, by what it holds instead.
 */
export interface Sums {
  readonly namings: Namings
  /** By `Thing`. */
  readonly prints: readonly Prints[]
  words: Int32Array
  at: number
  length: number
  /** By naming: the row's sum, two words; good if it was made in this turn. */
  readonly ofRow: Int32Array
  readonly turns: Int32Array
  turn: number
  /** What the successor has or lacks: twice the `Thing`, and 1 where it lacks it; and the number. */
  changes: Int32Array
  changed: number
  /** The sum that was asked for last. */
  readonly sum: Int32Array
}

/** Of no row yet. */
export function sumsOf(namings: Namings, prints: readonly Prints[]): Sums {
  return {
    namings,
    prints,
    words: new Int32Array(0),
    at: 0,
    length: 0,
    ofRow: new Int32Array(2 * namings.all.length),
    turns: new Int32Array(namings.all.length),
    turn: 0,
    changes: new Int32Array(1024),
    changed: 0,
    sum: new Int32Array(2),
  }
}

/** Turns to another row. */
export function turnTo(sums: Sums, words: Int32Array, at: number, length: number): void {
  sums.words = words
  sums.at = at
  sums.length = length
  sums.turn += 1
  sums.changed = 0
}

/** Notes what the successor has instead of something. */
export function exchange(sums: Sums, thing: Thing, one: number, other: number): void {
  if (one === other) return
  lose(sums, thing, one)
  gain(sums, thing, other)
}

/** Notes what the successor has and the row has not. */
export function gain(sums: Sums, thing: Thing, number: number): void {
  note(sums, 2 * thing, number)
}

/** Notes what the successor lacks and the row has. */
export function lose(sums: Sums, thing: Thing, number: number): void {
  note(sums, 2 * thing + 1, number)
}

function note(sums: Sums, what: number, number: number): void {
  const { changes, changed } = sums
  if (changed === changes.length) {
    sums.changes = new Int32Array(2 * changed)
    sums.changes.set(changes)
  }
  sums.changes[changed] = what
  sums.changes[changed + 1] = number
  sums.changed = changed + 2
}

/** Has in `sum` what the successor sums up to under a naming. */
export function sumUnder(sums: Sums, naming: number): void {
  const { sum, ofRow, turns, turn, prints, changes, changed } = sums
  if (turns[naming] !== turn) {
    sumRow(sums, naming)
    ofRow[2 * naming] = sum[0] as number
    ofRow[2 * naming + 1] = sum[1] as number
    turns[naming] = turn
  } else {
    sum[0] = ofRow[2 * naming] as number
    sum[1] = ofRow[2 * naming + 1] as number
  }
  for (let i = 0; i < changed; i += 2) {
    const what = changes[i] as number
    addPrint(sum, prints[what >> 1] as Prints, changes[i + 1] as number, naming, (what & 1) === 0 ? 1 : -1)
  }
}

function sumRow({ sum, prints, words, at, length, namings: { servers } }: Sums, naming: number): void {
  const [seats, clients, ledgers, messages] = prints as [Prints, Prints, Prints, Prints]
  const head = at + servers
  sum[0] = 0
  sum[1] = 0
  for (let i = at; i < head; i++) addPrint(sum, seats, words[i] as number, naming, 1)
  addPrint(sum, clients, words[head + RowWord.Clients] as number, naming, 1)
  addPrint(sum, ledgers, words[head + RowWord.Ledger] as number, naming, 1)
  for (let i = head + HEAD; i < at + length; i++) addPrint(sum, messages, words[i] as number, naming, 1)
}
