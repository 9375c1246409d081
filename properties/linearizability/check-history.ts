import type { MachineKind } from '../../core/options.ts'
import { checkKey } from './check-key.ts'
import { counterexample } from './counterexample.ts'
import type { HistoryOperation } from './history.ts'
import type { HistoryVerdict } from './verdict.ts'

/**
 * Whether a history is linearizable: whether each operation can be given an instant between its call and its return
 * such that the machine, doing them one by one in that order, gives every answer that was given (Herlihy and Wing
 * 1990). Keys are independent, so a history is linearizable exactly if its operations on each key are; the keys with
 * the fewest operations come first.
 *
 * `budget` bounds the steps of the search over all keys, and so bounds time and memory; a history that would take more
 * is undecided, unless another key refutes it.
 */
export function checkHistory(
  operations: readonly HistoryOperation[],
  machine: MachineKind,
  budget: number,
): HistoryVerdict {
  const undecided: number[] = []
  let steps = 0
  for (const [key, part] of operationsByKey(operations)) {
    const found = checkKey(part, [], machine, Math.max(0, budget - steps))
    steps += found.steps
    if (found.verdict === 'not linearizable') {
      return {
        verdict: 'not linearizable',
        key,
        steps,
        ...counterexample(part, machine, found.steps, budget),
      }
    }
    if (found.verdict === 'undecided') undecided.push(key)
  }
  if (undecided.length > 0) return { verdict: 'undecided', keys: undecided, steps }
  return { verdict: 'linearizable', steps }
}

/** The operations on each key, the shortest list first. */
function operationsByKey(
  operations: readonly HistoryOperation[],
): [key: number, operations: HistoryOperation[]][] {
  const parts = new Map<number, HistoryOperation[]>()
  for (const operation of operations) {
    const part = parts.get(operation.key)
    if (part === undefined) parts.set(operation.key, [operation])
    else part.push(operation)
  }
  return [...parts].sort(([, one], [, other]) => one.length - other.length)
}
