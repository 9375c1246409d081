import type { Operation, Value } from '../../core/command.ts'

/**
 * One operation of a history, as its client saw it. `called` and `returned` are positions in the real-time order of
 * events: integers from 0, no two alike over a whole history.
 */
export interface HistoryOperation {
  readonly session: number
  readonly serial: number
  readonly operation: Operation
  readonly key: number
  /** What to write, to append, or to put in place of `expected`; any number but NaN. */
  readonly value: number
  /** Swap only: the value that must be there for the swap to happen. */
  readonly expected: number
  readonly called: number
  /** `NEVER`: no answer came. The operation may take effect at any time after its call, or not at all. */
  readonly returned: number
  /** What the operation gave back; without meaning when it never returned. */
  readonly answer: Value
}

/** Stands for the position of a return that never came. */
export const NEVER = -1

/** Whether `one` had its answer before `other` was called. */
export function precedes(one: HistoryOperation, other: HistoryOperation): boolean {
  return one.returned !== NEVER && one.returned < other.called
}
