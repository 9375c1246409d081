import { itemAt } from '../core/vector.ts'
import type { ObservedLog } from '../harness/observation.ts'

/** What of a log `termInLog` reads, up to an index. */
export interface TermsInLog {
  readonly baseIndex: number
  readonly baseTerm: number
  readonly terms: readonly number[]
}

/** The terms of a log's entries up to `last`, where it is compared by them alone. */
export function termsInLog({ entries, baseIndex, baseTerm }: ObservedLog, last: number): TermsInLog {
  const terms: number[] = []
  for (let position = baseIndex; position < last && position < entries.length; position++)
    terms.push(itemAt(entries, position).term)
  return { baseIndex, baseTerm, terms }
}
