import type { BatchResult } from '../../harness/campaign/batch.ts'
import { rate, span, whole } from './numbers.ts'
import { writtenOver, type Terminal } from './written-over.ts'

/** One line that tells how a campaign gets on; nothing at all where no terminal is looking. */
export interface ProgressLine {
  show(sum: BatchResult, seeds: number, seconds: number): void
  /** Wipes the line, so that what is written next stands where it was. */
  clear(): void
}

/** A progress line on a terminal. */
export function progressLine(terminal: Terminal): ProgressLine {
  const over = writtenOver(terminal)
  return {
    show(sum, seeds, seconds) {
      const of = Number.isFinite(seeds) ? ` of ${whole(seeds)}` : ''
      const found =
        sum.failures.length === 0 ? 'no violation' : `${whole(sum.failures.length)} seeds in violation`
      over.show(
        `${whole(sum.seeds)}${of} seeds, ${rate(sum.actions)} actions, ${rate(sum.actions / seconds)}/s, ${span(seconds)}, ${found}`,
      )
    },
    clear: over.clear,
  }
}
