import { Operation } from '../../core/command.ts'
import type { Explanation } from './explanation.ts'
import { NEVER, precedes, type HistoryOperation } from './history.ts'

type Operations = readonly HistoryOperation[]

/** The simple mistakes of a key-value store; `undefined` when the evidence is none of them. */
export function explainKeyValue(evidence: Operations, prefix: Operations, key: string): Explanation | undefined {
  return valueFromNowhere(evidence, prefix, key) ?? staleRead(evidence, prefix, key) ?? lostUpdate(evidence, key)
}

/** A read gives what nobody had asked to write when it returned. */
function valueFromNowhere(evidence: Operations, prefix: Operations, key: string): Explanation | undefined {
  for (const read of evidence) {
    if (!isRead(read) || read.answer === 0) continue
    if (makersOf(read.answer, prefix).some((maker) => !precedes(read, maker))) continue
    return { reason: 'value from nowhere', title: `a read of ${key} gives ${read.answer}, which nobody had asked to write` }
  }
  return undefined
}

/** A read gives a value that was replaced for certain, by a later one, before the read began. */
function staleRead(evidence: Operations, prefix: Operations, key: string): Explanation | undefined {
  for (const read of evidence) {
    if (!isRead(read)) continue
    const makers = makersOf(read.answer, prefix)
    for (const newer of evidence) {
      const shown = valueShown(newer)
      if (shown === undefined || shown === read.answer || !precedes(newer, read)) continue
      const rivals = makersOf(shown, prefix)
      if (shown === 0 ? makers.length > 0 : !rivals.every((rival) => makers.every((maker) => precedes(maker, rival)))) continue
      if (read.answer === 0 && makers.length > 0) continue
      return { reason: 'stale read', title: `a read of ${key} gives ${read.answer}, but ${shown} had already replaced it` }
    }
  }
  return undefined
}

/** Two swaps both replaced a value that was there once. */
function lostUpdate(evidence: Operations, key: string): Explanation | undefined {
  const swaps = evidence.filter(isDoneSwap)
  for (const swap of swaps) {
    const found = swap.expected
    const other = swaps.find((one) => one !== swap && one.expected === found)
    const made = makersOf(found, evidence).length + (found === 0 ? 1 : 0)
    if (other === undefined || made > 1) continue
    return { reason: 'lost update', title: `two swaps of ${key} both replaced ${found}, which was written once` }
  }
  return undefined
}

/** What the register certainly held at some time between the operation's call and return. */
function valueShown(operation: HistoryOperation): number | undefined {
  if (isRead(operation)) return operation.answer as number
  const wrote = operation.returned !== NEVER && operation.operation === Operation.Write
  return wrote || isDoneSwap(operation) ? operation.value : undefined
}

/** The operations that may have put a value there. */
function makersOf(value: unknown, operations: Operations): HistoryOperation[] {
  return operations.filter((one) => one.operation !== Operation.Read && one.value === value && !isRefused(one))
}

function isRead({ operation, returned, answer }: HistoryOperation): boolean {
  return operation === Operation.Read && returned !== NEVER && typeof answer === 'number'
}

function isDoneSwap({ operation, returned, answer }: HistoryOperation): boolean {
  return operation === Operation.Swap && returned !== NEVER && answer === 1
}

function isRefused({ operation, returned, answer }: HistoryOperation): boolean {
  return operation === Operation.Swap && returned !== NEVER && answer === 0
}
