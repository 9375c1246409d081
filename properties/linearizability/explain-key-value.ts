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
    lostUpdate(evidence, prefix, key) ??
    needlessFailure(evidence, prefix, key)
  )
}

/** An operation found what nobody had asked to write when it returned. */
function valueFromNowhere(evidence: Operations, prefix: Operations, key: string): Explanation | undefined {
  for (const one of evidence) {
    const value = valueFound(one)
    if (value === undefined || value === 0) continue
    if (makersOf(value, prefix).some((maker) => !precedes(one, maker))) continue
    return {
      reason: 'value from nowhere',
      title: `${findingText(one, key)}, which nobody had asked to write`,
    }
  }
  return undefined
}

/** An operation found a value that came once, and had been there before another one was. */
function staleRead(evidence: Operations, prefix: Operations, key: string): Explanation | undefined {
  for (const late of evidence) {
    const value = valueFound(late)
    if (value === undefined || timesMade(value, prefix) !== 1) continue
    const shown = prefix.filter((one) => valueShown(one) === value)
    for (const one of evidence) {
      const newer = valueShown(one)
      if (newer === undefined || newer === value || !precedes(one, late)) continue
      if (value !== 0 && !shown.some((early) => precedes(early, one))) continue
      const reason = late.operation === Operation.Read ? 'stale read' : 'stale swap'
      return { reason, title: `${findingText(late, key)}, but ${newer} had already replaced it` }
    }
  }
  return undefined
}

/** Two swaps replaced a value that came once. */
function lostUpdate(evidence: Operations, prefix: Operations, key: string): Explanation | undefined {
  const swaps = evidence.filter(isDoneSwap)
  for (const { expected } of swaps) {
    const rivals = swaps.filter((swap) => swap.expected === expected)
    if (rivals.length < 2 || timesMade(expected, prefix) !== 1) continue
    return {
      reason: 'lost update',
      title: `two swaps of ${key} both replaced ${expected}, which was there once`,
    }
  }
  return undefined
}

/**
 * A swap failed although the value that it expects was there and nothing can have replaced it: not what is in the
 * evidence, and what is not in it explains nothing, whenever it happened.
 */
function needlessFailure(evidence: Operations, prefix: Operations, key: string): Explanation | undefined {
  for (const swap of evidence) {
    if (!isFailedSwap(swap)) continue
    const others = evidence.filter((one) => mayMake(one) && one.value !== swap.expected)
    const shown = prefix.filter((one) => valueShown(one) === swap.expected && precedes(one, swap))
    if (!shown.some((early) => others.every((other) => precedes(other, early)))) continue
    const title = `a swap of ${key} fails to find ${swap.expected}, which nothing had replaced`
    return { reason: 'needless failure', title }
  }
  return undefined
}

/** What a completed operation says it found. */
function valueFound(operation: HistoryOperation): number | undefined {
  const { operation: kind, returned, answer, expected } = operation
  if (kind === Operation.Read && returned !== NEVER && typeof answer === 'number') return answer
  return isDoneSwap(operation) ? expected : undefined
}

function findingText(operation: HistoryOperation, key: string): string {
  const found = valueFound(operation)
  return operation.operation === Operation.Read
    ? `a read of ${key} gives ${found}`
    : `a swap of ${key} finds ${found}`
}

/** A value that was certainly there at some time between the operation's call and its return. */
function valueShown(operation: HistoryOperation): number | undefined {
  const wrote = operation.operation === Operation.Write && operation.returned !== NEVER
  return wrote || isDoneSwap(operation) ? operation.value : valueFound(operation)
}

/** How often a value may have come to be there, its being there at the start included. */
function timesMade(value: number, prefix: Operations): number {
  return makersOf(value, prefix).length + (value === 0 ? 1 : 0)
}

function makersOf(value: number, operations: Operations): HistoryOperation[] {
  return operations.filter((one) => one.value === value && mayMake(one))
}

/** Whether the operation may have put its value there. */
function mayMake(operation: HistoryOperation): boolean {
  return operation.operation !== Operation.Read && !isFailedSwap(operation)
}

function isDoneSwap({ operation, returned, answer }: HistoryOperation): boolean {
  return operation === Operation.Swap && returned !== NEVER && answer === 1
}

function isFailedSwap({ operation, returned, answer }: HistoryOperation): boolean {
  return operation === Operation.Swap && returned !== NEVER && answer === 0
}
