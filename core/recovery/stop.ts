import { ask, type Draft } from '../draft.ts'
import { stop } from '../effect.ts'

/**
 * A write did not succeed, or its flush: the server stops, as at a crash, and finds out when it starts again what is on
 * its disk. It must not try once more: a disk that failed to flush may have dropped what it was given, and call the next
 * flush a success ("Can Applications Recover from fsync Failures?", ATC '20).
 */
export function stopAtFailure(draft: Draft): void {
  ask(draft, stop())
}
