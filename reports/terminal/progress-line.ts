import type { BatchResult } from '../../harness/campaign/batch.ts'
import { rate, span, whole } from './numbers.ts'

/** A terminal, as far as a line that is written over and over needs one. */
export interface Terminal {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** One line that tells how a campaign gets on; nothing at all where no terminal is looking. */
export interface ProgressLine {
  show(sum: BatchResult, seeds: number, seconds: number): void
  /** Wipes the line, so that what is written next stands where it was. */
  clear(): void
}

const WIPE = '\r\u001b[2K'

/** A progress line on a terminal. */
export function progressLine(terminal: Terminal): ProgressLine {
  if (terminal.isTTY !== true) return { show: () => undefined, clear: () => undefined }
  return {
    show(sum, seeds, seconds) {
      const of = Number.isFinite(seeds) ? ` of ${whole(seeds)}` : ''
      const found =
        sum.failures.length === 0 ? 'no violation' : `${whole(sum.failures.length)} seeds in violation`
      const line = `${whole(sum.seeds)}${of} seeds, ${rate(sum.actions)} actions, ${rate(sum.actions / seconds)}/s, ${span(seconds)}, ${found}`
      terminal.write(WIPE + line.slice(0, (terminal.columns ?? 80) - 1))
    },
    clear: () => void terminal.write(WIPE),
  }
}
