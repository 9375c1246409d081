/** What can happen to one server, as a number: the kind in the lowest bits, and above them what the kind says. */
export const SeatInput = {
  /** A message arrives: its number. */
  Message: 0,
  /** A timer fires: which. */
  Timer: 1,
  /** All that was written to a file up to a write is durable: the file, and the place of the write among those pending. */
  Flush: 2,
  Crash: 3,
  Restart: 4,
  /** While it is down: a write that was not flushed, as of Flush, is lost but for so many records. */
  Tear: 5,
  Restore: 6,
  Apply: 7,
  /** A client asks: the number of the command, and whether it is the first time. */
  Ask: 8,
  /** A segment of a file that is to go is gone: the file. */
  Remove: 9,
  /** It crashes and starts at once: of a step, not of a reaction. */
  Again: 10,
} as const
export type SeatInput = (typeof SeatInput)[keyof typeof SeatInput]

/** The number of an input. */
export function inputOf(kind: SeatInput, what = 0): number {
  return kind | (what << 4)
}

/** The kind of an input. */
export function kindOf(input: number): SeatInput {
  return (input & 15) as SeatInput
}

/** What its kind says. */
export function whatOf(input: number): number {
  return input >>> 4
}

/** A file, the place of a write, and how many of its records are kept. */
export function writeOf(file: number, place: number, kept = 0): number {
  return file | (place << 2) | (kept << 12)
}

/** The file. */
export function fileIn(what: number): 0 | 1 | 2 | 3 {
  return (what & 3) as 0 | 1 | 2 | 3
}

/** The place of the write. */
export function placeIn(what: number): number {
  return (what >>> 2) & 1023
}

/** How many records are kept. */
export function keptIn(what: number): number {
  return what >>> 12
}
