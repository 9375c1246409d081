import { MachineKind } from '../../core/options.ts'
import { translateAppendList } from './append-list.ts'
import type { HistoryOperation } from './history.ts'
import { translateKeyValue } from './key-value.ts'
import { layOut } from './layout.ts'
import { search } from './search.ts'
import type { SearchOutcome } from './verdict.ts'

/** The hash keys of the search, and those of the second one that has to agree before anything is called illegal. */
const SALT = 0x2545f491
const OTHER_SALT = 0x6c078965

/**
 * Whether the operations on one key are linearizable, in at most `budget` steps of search (and as many to confirm a
 * no). Beside them those of `freed` may have happened, as often and whenever that helps.
 */
export function checkKey(
  operations: readonly HistoryOperation[],
  freed: readonly HistoryOperation[],
  machine: MachineKind,
  budget: number,
): SearchOutcome {
  const translate = machine === MachineKind.KeyValue ? translateKeyValue : translateAppendList
  const translation = translate(operations, freed)
  if (translation === undefined) return { verdict: 'not linearizable', steps: 0 }
  const layout = layOut(translation)
  const first = search(layout, budget, SALT)
  if (first.verdict !== 'not linearizable') return first
  const second = search(layout, budget, OTHER_SALT)
  return { verdict: second.verdict, steps: first.steps + second.steps }
}
