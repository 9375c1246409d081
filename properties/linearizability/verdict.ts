import type { HistoryOperation } from './history.ts'

/** Whether there is an order of the operations that explains every answer; undecided: the search ran out of budget. */
export type Verdict = 'linearizable' | 'not linearizable' | 'undecided'

/** What a search came to, and how many steps it took. */
export interface SearchOutcome {
  readonly verdict: Verdict
  readonly steps: number
}

/** What a history as a whole came to. `steps` counts the search, not the making of the evidence. */
export type HistoryVerdict =
  | { readonly verdict: 'linearizable'; readonly steps: number }
  | {
      readonly verdict: 'undecided'
      /** The keys that could not be decided. */
      readonly keys: readonly number[]
      readonly steps: number
    }
  | {
      readonly verdict: 'not linearizable'
      readonly key: number
      /** The operations on the key that were called before the history first became illegal, in order of their calls. */
      readonly prefix: readonly HistoryOperation[]
      /**
       * A few operations of the prefix that no order explains, whatever became of all the others: not one of them can
       * be left out.
       */
      readonly evidence: readonly HistoryOperation[]
      readonly steps: number
    }
