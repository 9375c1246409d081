/** A step of a state as a number: its kind in the lowest bits, then two numbers of 12 bits: where, and what. */
export const StepKind = {
  /** The message at a place arrives; arrives and stays; is lost. */
  Deliver: 0,
  Duplicate: 1,
  Drop: 2,
  /** A server's input that is no message: where is the server, what is the input. */
  Input: 3,
  /** A session asks a server: where is the server, what is the session; first, or again. */
  Ask: 4,
  AskAgain: 5,
  /** The answer at a place reaches its client. */
  Answer: 6,
} as const
export type StepKind = (typeof StepKind)[keyof typeof StepKind]

/** The number of a step. */
export function stepOf(kind: StepKind, where: number, what = 0): number {
  return kind | (where << 3) | (what << 12)
}

/** Its kind. */
export function kindOfStep(step: number): StepKind {
  return (step & 7) as StepKind
}

/** Where: a place or a server. */
export function whereOf(step: number): number {
  return (step >>> 3) & 511
}

/** What. */
export function whatOfStep(step: number): number {
  return step >>> 12
}
