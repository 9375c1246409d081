import { Operation } from '../../core/command.ts'
import { ANY, SAME, Times, UNTOLD, type Call, type Translation } from './calls.ts'
import { NEVER, type HistoryOperation } from './history.ts'

/**
 * The operations on one key of a key-value store: a read gives the value, 0 when none was written; a write answers 0;
 * a swap answers 1 and writes if it finds the value it expects, else it answers 0. Nothing is held against `freed`.
 *
 * Values that no read gave and no swap expects cannot be told apart: they are one state. Left out is what can explain
 * nothing: calls that did not have to happen and change nothing, or would only hide a value. Gives `undefined` when an
 * answer is one that these operations cannot bring about in any order.
 */
export function translateKeyValue(operations: Operations, freed: Operations): Translation | undefined {
  const states = toldApart(operations, freed)
  const hidden = states.size
  const hidingHelps = operations.some(isRefusedSwap)
  const calls: Call[] = []
  for (const operation of operations) {
    const times = operation.returned === NEVER ? Times.AtMostOnce : Times.Once
    const call = callOf(operation, times, states)
    if (call === undefined) return undefined
    if (times === Times.Once || mayHelp(call, hidden, hidingHelps)) calls.push(call)
  }
  for (const operation of freed) {
    const call = callOf(operation, Times.Freely, states)
    if (call !== undefined && mayHelp(call, hidden, hidingHelps)) calls.push(call)
  }
  const translation = { calls, states: hidden + 1, elements: [] }
  return isReachable(translation) ? translation : undefined
}

type Operations = readonly HistoryOperation[]

/** The values that answers and swaps tell apart, each with the number of its state. */
function toldApart(operations: Operations, freed: Operations): Map<number, number> {
  const states = new Map<number, number>([[0, 0]])
  const tell = (value: number): void => void (states.has(value) || states.set(value, states.size))
  for (const { operation, expected, returned, answer } of operations) {
    if (operation === Operation.Swap) tell(expected)
    if (operation === Operation.Read && returned !== NEVER && typeof answer === 'number') tell(answer)
  }
  for (const { operation, expected } of freed) if (operation === Operation.Swap) tell(expected)
  return states
}

/** The call; `undefined` when its answer is none that the operation ever gives. */
function callOf(
  operation: HistoryOperation,
  times: Times,
  states: ReadonlyMap<number, number>,
): Call | undefined {
  const { value, expected, answer } = operation
  const sure = times === Times.Once
  const made = states.get(value) ?? states.size
  const found = states.get(expected) as number
  switch (operation.operation) {
    case Operation.Read:
      if (!sure) return call(operation, times, ANY, ANY, SAME)
      return typeof answer === 'number'
        ? call(operation, times, states.get(answer) as number, ANY, SAME)
        : undefined
    case Operation.Write:
      return !sure || answer === 0 ? call(operation, times, ANY, ANY, made) : undefined
    case Operation.Swap:
      if (!sure || answer === 1) return call(operation, times, found, ANY, value === expected ? SAME : made)
      return answer === 0 ? call(operation, times, ANY, found, SAME) : undefined
    default:
      throw new RangeError('a key-value store knows reads, writes and swaps; the history holds an append')
  }
}

function call(
  { called, returned }: HistoryOperation,
  times: Times,
  needs: number,
  avoids: number,
  makes: number,
): Call {
  return { times, called, returned, needs, avoids, makes, element: UNTOLD }
}

/** Whether a call that did not have to happen can explain anything. */
function mayHelp({ makes }: Call, hidden: number, hidingHelps: boolean): boolean {
  return makes !== SAME && (makes !== hidden || hidingHelps)
}

function isRefusedSwap({ operation, returned, answer }: HistoryOperation): boolean {
  return operation === Operation.Swap && returned !== NEVER && answer === 0
}

/** Whether some call makes each state that a completed one needs. */
function isReachable({ calls, states }: Translation): boolean {
  const made = new Uint8Array(states)
  made[0] = 1
  for (const { makes } of calls) if (makes >= 0) made[makes] = 1
  return calls.every(({ times, needs }) => times !== Times.Once || needs === ANY || made[needs] === 1)
}
