import { Operation } from '../../core/command.ts'
import type { MachineKind } from '../../core/options.ts'
import { checkKey } from './check-key.ts'
import { NEVER, type HistoryOperation } from './history.ts'

/** Where a history first goes wrong, and the few operations that show it. */
export interface Counterexample {
  readonly prefix: readonly HistoryOperation[]
  readonly evidence: readonly HistoryOperation[]
}

/** Each search may take this many steps, or a few times what the verdict took. */
const STEPS = 50_000

/**
 * Makes a counterexample out of the operations on one key, which are not linearizable, as a search of so many `steps`
 * found. All searches together take no more than about `budget`; with fewer than it wants, the counterexample is
 * larger than need be, never wrong.
 */
export function counterexample(
  operations: readonly HistoryOperation[],
  machine: MachineKind,
  steps: number,
  budget: number,
): Counterexample {
  let left = budget
  const isIllegal: IsIllegal = (history, freed) => {
    if (left === 0) return false
    const found = checkKey(history, freed, machine, Math.min(left, Math.max(STEPS, 2 * steps)))
    left = Math.max(0, left - found.steps)
    return found.verdict === 'not linearizable'
  }
  const end = firstIllegalReturn(operations, isIllegal)
  const prefix = operations
    .filter(({ called }) => called < end)
    .sort((one, other) => one.called - other.called)
  const matters = whatMatters(asSeenAt(prefix, end), isIllegal)
  return { prefix, evidence: prefix.filter((_, place) => matters[place]) }
}

/** Whether a history is illegal whatever became of the operations that are freed. */
type IsIllegal = (history: readonly HistoryOperation[], freed: readonly HistoryOperation[]) => boolean

/** The return that makes the history illegal. A prefix that is illegal stays so, so it can be searched for in halves. */
function firstIllegalReturn(operations: readonly HistoryOperation[], isIllegal: IsIllegal): number {
  const returns = operations.map(({ returned }) => returned).filter((returned) => returned !== NEVER)
  returns.sort((one, other) => one - other)
  let low = 0
  let high = returns.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (isIllegal(asSeenAt(operations, returns[middle] as number), [])) high = middle
    else low = middle + 1
  }
  return returns[high] as number
}

/** The history as it was once the event at position `end` had happened: what returned later is still open. */
function asSeenAt(operations: readonly HistoryOperation[], end: number): HistoryOperation[] {
  const seen: HistoryOperation[] = []
  for (const operation of operations) {
    if (operation.called >= end) continue
    seen.push(operation.returned > end ? { ...operation, returned: NEVER } : operation)
  }
  return seen
}

/**
 * Which operations a history needs to be illegal. All others are freed: they may have happened at any time, as often as
 * need be, or never. That rules out less than leaving them out does, so that no answer looks wrong only because what
 * explains it is missing.
 *
 * Reads are freed first: once they are gone, fewer values matter and the rest is quickly searched. What wrote the
 * values that are still read comes last, so that it is kept rather than what came before it.
 */
function whatMatters(operations: readonly HistoryOperation[], isIllegal: IsIllegal): boolean[] {
  const matters = operations.map(() => true)
  const places = operations.map((_, place) => place)
  const reads = places.filter((place) => operations[place]?.operation === Operation.Read)
  freeWhatCanBe(operations, matters, reads, isIllegal)
  const read = new Set(reads.filter((place) => matters[place]).map((place) => operations[place]?.answer))
  const others = places.filter((place) => operations[place]?.operation !== Operation.Read)
  const wasRead = (place: number): number => Number(read.has(operations[place]?.value))
  freeWhatCanBe(
    operations,
    matters,
    others.sort((one, other) => wasRead(one) - wasRead(other)),
    isIllegal,
  )
  return matters
}

/** Frees operations at these places: whole halves first, then ever smaller pieces, then one at a time. */
function freeWhatCanBe(
  operations: readonly HistoryOperation[],
  matters: boolean[],
  places: readonly number[],
  isIllegal: IsIllegal,
): void {
  for (let size = Math.ceil(places.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < places.length; start += size) {
      const piece = places.slice(start, start + size).filter((place) => matters[place])
      if (piece.length === 0) continue
      for (const place of piece) matters[place] = false
      const held = operations.filter((_, place) => matters[place])
      const freed = operations.filter((_, place) => !matters[place])
      if (isIllegal(held, freed)) continue
      for (const place of piece) matters[place] = true
    }
  }
}
