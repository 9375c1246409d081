import { MachineKind } from '../../core/options.ts'
import { translateAppendList } from './append-list.ts'
import { layOut } from './calls.ts'
import type { HistoryOperation } from './history.ts'
import { translateKeyValue } from './key-value.ts'
import { search } from './search.ts'
import type { Finding } from './verdict.ts'

/** The hash keys of the search, and those of the second one that has to agree before anything is called illegal. */
const SALT = 0x2545f491
const OTHER_SALT = 0x6c078965

/** Whether the operations on one key are linearizable, in at most `budget` steps of search (twice that to confirm a no). */
export function checkKey(operations: readonly HistoryOperation[], machine: MachineKind, budget: number): Finding {
  const translation =
    machine === MachineKind.KeyValue ? translateKeyValue(operations) : translateAppendList(operations)
  if (translation === undefined) return { verdict: 'not linearizable', steps: 0 }
  const calls = layOut(translation)
  const first = search(calls, budget, SALT)
  if (first.verdict !== 'not linearizable') return first
  const second = search(calls, budget, OTHER_SALT)
  return { verdict: second.verdict, steps: first.steps + second.steps }
}
