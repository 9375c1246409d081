import { expect } from 'vitest'

/** Fails a test with the findings, one a line, rather than with a comparison of arrays. */
export function expectNone(findings: readonly string[]): void {
  if (findings.length > 0) expect.fail(`\n${findings.join('\n')}`)
}
