import { MachineKind } from '../../core/options.ts'
import { explainAppendList } from './explain-append-list.ts'
import { explainKeyValue } from './explain-key-value.ts'
import type { HistoryOperation } from './history.ts'
import { keyName } from './operation-text.ts'

/** Why a history is not linearizable, in a line. */
export interface Explanation {
  /** The kind of mistake: no names, no values. */
  readonly reason: string
  readonly title: string
}

/**
 * Says in words why no order explains the `evidence`, which is what `checkHistory` gives as such: simple mistakes by
 * name, all others as what they are. `prefix` is the history on that key up to where it went wrong.
 */
export function explain(
  evidence: readonly HistoryOperation[],
  prefix: readonly HistoryOperation[],
  machine: MachineKind,
): Explanation {
  const key = keyName(evidence[0]?.key ?? 0)
  const simple =
    machine === MachineKind.KeyValue
      ? explainKeyValue(evidence, prefix, key)
      : explainAppendList(evidence, prefix, key)
  return simple ?? { reason: 'no linear order', title: `no order of the operations on ${key} explains their answers` }
}
