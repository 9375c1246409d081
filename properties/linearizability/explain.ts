import { MachineKind } from '../../core/options.ts'
import { explainAppendList } from './explain-append-list.ts'
import { explainKeyValue } from './explain-key-value.ts'
import type { Explanation } from './explanation.ts'
import type { HistoryOperation } from './history.ts'
import { keyName } from '../../harness/world/names.ts'

/**
 * Says why no order explains the operations of `evidence`, as `checkHistory` gave them: simple mistakes by name, all
 * others in general. `prefix` is the history of their key up to where it went wrong.
 */
export function explain(
  evidence: readonly HistoryOperation[],
  prefix: readonly HistoryOperation[],
  machine: MachineKind,
): Explanation {
  const key = keyName(evidence[0]?.key ?? 0)
  const simple = machine === MachineKind.KeyValue ? explainKeyValue : explainAppendList
  return (
    simple(evidence, prefix, key) ?? {
      reason: 'no linear order',
      title: `no order of the operations on ${key} explains their answers`,
    }
  )
}
