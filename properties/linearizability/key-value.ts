import { Operation } from '../../core/command.ts'
import { ANY, SAME, UNTOLD, type Call, type Translation } from './calls.ts'
import { NEVER, type HistoryOperation } from './history.ts'

/**
 * The operations on one key of a key-value store: a read gives the value, 0 when none was written; a write answers 0;
 * a swap answers 1 and writes if it finds the value it expects, else it answers 0.
 *
 * Values that no read gave and no swap expects cannot be told apart: they are one state. Left out is what can
 * explain nothing: reads that never returned, and other calls that never returned and could only hide a value.
 * Gives `undefined` when an answer is one that these operations cannot bring about in any order.
 */
export function translateKeyValue(operations: readonly HistoryOperation[]): Translation | undefined {
  const states = toldApart(operations)
  const hidden = states.size
  const hidingHelps = operations.some(isRefusedSwap)
  const calls: Call[] = []
  for (const operation of operations) {
    if (operation.returned === NEVER && isIdle(operation)) continue
    const call = callOf(operation, states)
    if (call === undefined) return undefined
    if (call.returned === Infinity && call.makes === hidden && !hidingHelps) continue
    calls.push(call)
  }
  const translation = { calls, states: hidden + 1, elements: NOTHING_GROWS }
  return isReachable(translation) ? translation : undefined
}

const NOTHING_GROWS = new Int32Array(0)

/** The values that answers tell apart, each with the number of its state. */
function toldApart(operations: readonly HistoryOperation[]): Map<number, number> {
  const states = new Map<number, number>([[0, 0]])
  const tell = (value: number): void => void (states.has(value) || states.set(value, states.size))
  for (const { operation, expected, returned, answer } of operations) {
    if (operation === Operation.Swap) tell(expected)
    if (operation === Operation.Read && returned !== NEVER && typeof answer === 'number') tell(answer)
  }
  return states
}

/** The call; `undefined` when its answer is none that the operation ever gives. */
function callOf(operation: HistoryOperation, states: ReadonlyMap<number, number>): Call | undefined {
  const { value, expected, answer } = operation
  const open = operation.returned === NEVER
  const made = states.get(value) ?? states.size
  const found = states.get(expected) as number
  switch (operation.operation) {
    case Operation.Read:
      return typeof answer === 'number' ? call(operation, states.get(answer) as number, ANY, SAME) : undefined
    case Operation.Write:
      return open || answer === 0 ? call(operation, ANY, ANY, made) : undefined
    case Operation.Swap:
      if (open || answer === 1) return call(operation, found, ANY, value === expected ? SAME : made)
      return answer === 0 ? call(operation, ANY, found, SAME) : undefined
    default:
      throw new RangeError('a key-value store knows reads, writes and swaps; the history holds an append')
  }
}

function call({ called, returned }: HistoryOperation, needs: number, avoids: number, makes: number): Call {
  return { called, returned: returned === NEVER ? Infinity : returned, needs, avoids, makes, element: UNTOLD }
}

/** Whether the operation changes nothing, whatever it finds. */
function isIdle({ operation, value, expected }: HistoryOperation): boolean {
  return operation === Operation.Read || (operation === Operation.Swap && value === expected)
}

function isRefusedSwap({ operation, returned, answer }: HistoryOperation): boolean {
  return operation === Operation.Swap && returned !== NEVER && answer === 0
}

/** Whether some call makes each state that a completed one needs. */
function isReachable({ calls, states }: Translation): boolean {
  const made = new Uint8Array(states)
  made[0] = 1
  for (const { makes } of calls) if (makes >= 0) made[makes] = 1
  return calls.every(({ needs, returned }) => needs === ANY || returned === Infinity || made[needs] === 1)
}
