import type { Command, Value } from '../../core/command.ts'

/**
 * One operation of a history, as its client saw it. `called` and `returned` are positions in the real-time order of
 * events: integers from 0, no two alike over a whole history. Values are any numbers but NaN.
 */
export interface HistoryOperation extends Omit<Command, 'registration'> {
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
