import { Operation, type Value } from '../../core/command.ts'
import { keyName, operationName } from '../../harness/world/names.ts'
import type { Explanation } from './explanation.ts'
import { NEVER, type HistoryOperation } from './history.ts'
import { elementsOf } from './operation-text.ts'

type Operations = readonly HistoryOperation[]

/** Why the evidence has no order: an operation that failed for certain took effect, and this is which. */
export interface FailedExplanation extends Explanation {
  readonly failed: HistoryOperation
}

/**
 * An operation found what nobody else had asked to put there: the value of one that `failed` for certain. `undefined`
 * when the evidence shows no such thing.
 */
export function explainFailed(
  evidence: Operations,
  prefix: Operations,
  failed: Operations,
): FailedExplanation | undefined {
  for (const one of failed) {
    const { session, serial, operation, key, value } = one
    const makes = (other: HistoryOperation): boolean =>
      other.operation !== Operation.Read && other.value === value
    if (operation === Operation.Read || prefix.some(makes)) continue
    const finder = evidence.find((other) => other.key === key && finds(other, value))
    if (finder === undefined) continue
    const what = finder.operation === Operation.Read ? 'read' : 'swap'
    const name = operationName(session, serial)
    const title = `${name} failed for certain, and yet a ${what} of ${keyName(key)} finds its ${value}`
    return { reason: 'what had failed took effect', title, failed: one }
  }
  return undefined
}

function finds({ operation, returned, answer, expected }: HistoryOperation, value: number): boolean {
  if (returned === NEVER) return false
  if (operation === Operation.Swap) return answer === 1 && expected === value
  return operation === Operation.Read && holds(answer, value)
}

function holds(answer: Value, value: number): boolean {
  return typeof answer === 'number' ? answer === value : elementsOf(answer).includes(value)
}
