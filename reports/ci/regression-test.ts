import type { Violation } from '../../harness/violation.ts'

/** What a regression test is about, and what it stands beside. */
export interface Regression {
  readonly violation: Violation
  /** The sentence of the paper that did not hold. */
  readonly promise: string
  /** Where the run came from: `seed 7`. */
  readonly from: string
  /** The scenario's file, in the same folder. */
  readonly scenario: string
  /** The patch that is under test, from that folder; left out where the scenario itself names what runs. */
  readonly patch?: string
}

/** A Vitest file that fails until the bug is mended that a scenario shows. */
export function regressionTest({ violation, promise, from, scenario, patch }: Regression): string {
  const { identity, title } = violation
  const runs =
    patch === undefined
      ? 'What runs is what the scenario names.'
      : `What runs is the core with ${patch} as it stands.`
  const options = patch === undefined ? '' : `, { patch: ${urlOf(patch)} }`
  return `import { test } from 'vitest'
import { expectScenarioToHold } from 'whitewater/vitest'

// ${inOneLine(title)}
// Promised: ${inOneLine(promise)}.
// Written by whitewater from ${inOneLine(from)}. It fails until the bug is mended; then keep it. ${inOneLine(runs)}
test(${quoted(identity)}, async () => {
  await expectScenarioToHold(${urlOf(scenario)}${options})
})
`
}

/** The URL of a file, from the test; a # or % in its name would mean something else there. */
function urlOf(path: string): string {
  return `new URL(${quoted(path.split('/').map(encodeURIComponent).join('/'))}, import.meta.url)`
}

/** As a string of TypeScript. */
function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"')}'`
}

function inOneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}
