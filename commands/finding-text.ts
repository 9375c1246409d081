import type { ChalkInstance } from 'chalk'
import { tellExplanation } from '../reports/terminal/tell-explanation.ts'
import { tellStory } from '../reports/terminal/tell-story.ts'
import { tellViolation } from '../reports/terminal/tell-violation.ts'
import type { Finding } from './findings.ts'

/** A violation for a terminal: what it is and where, and how it came about, in as few actions as it was made. */
export function findingText({ told, whole, shrunk, explanation }: Finding, chalk: ChalkInstance): string {
  const story =
    shrunk === undefined
      ? tellExplanation(explanation, chalk)
      : tellStory(shrunk, whole.actions.length, explanation, chalk)
  return `${tellViolation(told, chalk)}\n${story}`
}
