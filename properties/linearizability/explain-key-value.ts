import { Operation } from '../../core/command.ts'
import type { Explanation } from './explanation.ts'
import { NEVER, precedes, type HistoryOperation } from './history.ts'

type Operations = readonly HistoryOperation[]

/** The simple mistakes of a key-value store; `undefined` when the evidence shows none of them. */
export function explainKeyValue(
  evidence: Operations,
  prefix: Operations,
  key: string,
): Explanation | undefined {
  return (
    valueFromNowhere(evidence, prefix, key) ??
    staleRead(evidence, prefix, key) ??
    lostUpdate(evidence, prefix, key)
  )
}

/** A read gives what nobody had asked to write when it returned. */
function valueFromNowhere(evidence: Operations, prefix: Operations, key: string): Explanation | undefined {
  for (const read of evidence) {
    const value = valueRead(read)
    if (value === undefined || value === 0) continue
    if (makersOf(value, prefix).some((maker) => !precedes(read, maker))) continue
    return {
      reason: 'value from nowhere',
      title: `a read of ${key} gives ${value}, which nobody had asked to write`,
    }
  }
  return undefined
}

/** A read gives a value although a later one was there, for certain, before the read began. */
function staleRead(evidence: Operations, prefix: Operations, key: string): Explanation | undefined {
  for (const read of evidence) {
    const value = valueRead(read)
    if (value === undefined) continue
    for (const one of evidence) {
      const newer = valueShown(one)
      if (newer === undefined || newer === 0 || newer === value || !precedes(one, read)) continue
      if (!allPrecede(makersOf(value, prefix), makersOf(newer, prefix))) continue
      return {
        reason: 'stale read',
        title: `a read of ${key} gives ${value}, but ${newer} had already replaced it`,
      }
    }
  }
  return undefined
}

/** Two swaps replaced a value that was put there once. */
function lostUpdate(evidence: Operations, prefix: Operations, key: string): Explanation | undefined {
  const swaps = evidence.filter(isDoneSwap)
  for (const { expected } of swaps) {
    const times = makersOf(expected, prefix).length + (expected === 0 ? 1 : 0)
    if (times !== 1 || swaps.filter((swap) => swap.expected === expected).length < 2) continue
    return {
      reason: 'lost update',
      title: `two swaps of ${key} both replaced ${expected}, which was there once`,
    }
  }
  return undefined
}

/** The value that a completed read gave. */
function valueRead({ operation, returned, answer }: HistoryOperation): number | undefined {
  return operation === Operation.Read && returned !== NEVER && typeof answer === 'number' ? answer : undefined
}

/** A value that was certainly there at some time between the operation's call and its return. */
function valueShown(operation: HistoryOperation): number | undefined {
  const wrote = operation.operation === Operation.Write && operation.returned !== NEVER
  return wrote || isDoneSwap(operation) ? operation.value : valueRead(operation)
}

/** The operations that may have put a value there. */
function makersOf(value: number, operations: Operations): HistoryOperation[] {
  return operations.filter(({ operation, value: its, returned, answer }) => {
    const refused = operation === Operation.Swap && returned !== NEVER && answer !== 1
    return operation !== Operation.Read && its === value && !refused
  })
}

function allPrecede(some: Operations, others: Operations): boolean {
  return some.every((one) => others.every((other) => precedes(one, other)))
}

function isDoneSwap({ operation, returned, answer }: HistoryOperation): boolean {
  return operation === Operation.Swap && returned !== NEVER && answer === 1
}
