import type { Shrunk } from '../../harness/shrink/shrink.ts'
import { shrunkText } from '../../scenarios/recorded.ts'

/** What shrinking came to, as scripts read it. */
export interface ShrunkJson {
  /** Actions of the run, before and after. */
  readonly before: number
  readonly after: number
  /** It was verified that no action can be left out. */
  readonly minimal: boolean
  /** The story as scenario text. */
  readonly scenario: string
}

/** What shrinking came to, for the `--json` document. */
export function shrunkJson(shrunk: Shrunk, from: string, before: number): ShrunkJson {
  const { schedule, minimal } = shrunk
  return { before, after: schedule.actions.length, minimal, scenario: shrunkText(shrunk, from, before) }
}
