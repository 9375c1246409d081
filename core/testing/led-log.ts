import fc from 'fast-check'
import { S2 } from './cluster.ts'
import type { replicates } from './inputs.ts'

const weights = { append: 6, cut: 1, commit: 2, install: 1, flush: 4, restore: 1, crash: 2 } as const
/** One of these. */
export type Happening = keyof typeof weights

const kind = fc.oneof(
  ...Object.entries(weights).map(([one, weight]) => ({ weight, arbitrary: fc.constant(one as Happening) })),
)
/** What happens to a follower: messages of leaders, flushes and crashes. */
export const happenings = fc.array(fc.record({ kind, pick: fc.nat(255) }), { maxLength: 60, size: 'max' })

/** The log of whoever leads: its terms, of which the first `committed` stay for good. */
export interface Leading {
  readonly terms: readonly number[]
  readonly committed: number
}

/** What becomes of the leader's log. */
export function led({ terms, committed }: Leading, kind: Happening, pick: number): Leading {
  const open = terms.length - committed
  const term = terms.at(-1) ?? 1
  if (kind === 'append') return { terms: [...terms, term], committed }
  if (kind === 'commit') return { terms, committed: committed + (pick % (open + 1)) }
  if (kind !== 'cut') return { terms, committed }
  return { terms: [...terms.slice(0, committed + (pick % (open + 1))), term + 1], committed }
}

/** Up to four entries of the leader's log, from anywhere. */
export function batchOf({ terms, committed }: Leading, pick: number): Parameters<typeof replicates>[0] {
  const after = pick % (terms.length + 1)
  const prev = [after, terms[after - 1] ?? 0] as const
  return { from: S2, term: terms.at(-1) ?? 1, prev, terms: terms.slice(after, after + 4), commit: committed }
}
