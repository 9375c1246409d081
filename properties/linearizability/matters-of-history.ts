import type { Value } from '../../core/command.ts'
import { NEVER, precedes, type HistoryOperation } from './history.ts'

/** What matters of one operation, whose session asks nothing that depends on the run. */
interface OperationThatMatters {
  readonly session: number
  readonly serial: number
  /** Whether it has an answer; else it is open, as it may stay for ever. */
  readonly isAnswered: boolean
  readonly answer: Value
  /** The operations on its key that had returned before it was called: their places in the list that this one stands in. */
  readonly follows: readonly number[]
}

/** What of a history decides whether it is, and what follows it may make it, linearizable: equal if no order between returns and calls differs. */
export interface HistoryThatMatters {
  readonly operations: readonly OperationThatMatters[]
  /** Those that failed for certain, by session and serial: they only help to tell why. */
  readonly failed: readonly (readonly [session: number, serial: number])[]
}

/** That of a history, whose operations may stand in any order. */
export function mattersOfHistory(
  history: readonly HistoryOperation[],
  failed: readonly HistoryOperation[],
): HistoryThatMatters {
  const sorted = [...history].sort(bySession)
  return {
    operations: sorted.map((operation) => mattersOf(operation, sorted)),
    failed: [...failed].sort(bySession).map(({ session, serial }) => [session, serial]),
  }
}

function mattersOf(operation: HistoryOperation, all: readonly HistoryOperation[]): OperationThatMatters {
  const { session, serial, key, returned, answer } = operation
  const follows: number[] = []
  all.forEach((other, place) => {
    if (other.key === key && precedes(other, operation)) follows.push(place)
  })
  const isAnswered = returned !== NEVER
  return { session, serial, isAnswered, answer: isAnswered ? answer : 0, follows }
}

function bySession(one: HistoryOperation, other: HistoryOperation): number {
  return one.session - other.session || one.serial - other.serial
}
