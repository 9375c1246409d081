import { firstDifference } from '../core/vector.ts'
import type { ObservedLog } from '../harness/observation.ts'

/**
 * The position of the first entry of `now` that differs from what `old` has there, or that `old` has not; the length of
 * `now` where there is none. Positions that either log has compacted are left out.
 */
export function firstNew(old: ObservedLog, now: ObservedLog): number {
  const from = Math.max(old.baseIndex, now.baseIndex)
  return Math.max(now.baseIndex, firstDifference(old.entries, now.entries, from))
}
