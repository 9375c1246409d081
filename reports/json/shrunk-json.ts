import type { Shrunk } from '../../harness/shrink/shrink.ts'
import type { Explanation } from '../story/explanation.ts'
import { explanationJson, type ExplanationJson } from './explanation-json.ts'
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
  /** How the violation came about in it. */
  readonly explanation: ExplanationJson
}

/** What shrinking came to, for the `--json` document. */
export function shrunkJson(
  shrunk: Shrunk,
  from: string,
  before: number,
  explanation: Explanation,
): ShrunkJson {
  const { schedule, minimal } = shrunk
  return {
    before,
    after: schedule.actions.length,
    minimal,
    scenario: shrunkText(shrunk, from, before),
    explanation: explanationJson(explanation),
  }
}
