import { expect, test } from 'vitest'
import { regressionTest } from './regression-test.ts'

const violation = {
  property: 'election safety',
  grade: 'safety' as const,
  identity: 'election safety: it\'s `twice` \\ "said"',
  reason: '',
  title: 'two leaders */ ${in}\nterm 1',
  servers: [],
  evidence: [],
  action: 1,
}
const of = { violation, promise: 'one leader a term', from: 'seed 7', scenario: 'election-safety-7.scenario' }

/** What the text calls, with what arguments: read by the language itself. */
function callsOf(text: string): unknown[][] {
  const calls: unknown[][] = []
  const body = text
    .replace(/^import .*$/gmu, '')
    .replaceAll('import.meta.url', '"file:///here/found/a.test.ts"')
  const take = (...call: unknown[]): void => void calls.push(call)
  const run = new Function('test', 'expectScenarioToHold', `return (async () => {${body}})()`)
  run((name: string, check: () => void) => (take(name), check()), take)
  return calls
}

test('a regression test plays its scenario, whatever the names in it are', () => {
  expect(callsOf(regressionTest(of))).toEqual([
    [violation.identity],
    [new URL('file:///here/found/election-safety-7.scenario')],
  ])
})

test('a patch is found again though its name has blanks, quotes and what means something in a URL', () => {
  const [, played] = callsOf(regressionTest({ ...of, patch: "../my 'odd' #1 100%25?.patch" })) as [
    unknown,
    unknown[],
  ]
  const { patch } = played[1] as { patch: URL }
  expect(decodeURIComponent(patch.pathname)).toBe("/here/my 'odd' #1 100%25?.patch")
  expect([patch.hash, patch.search]).toEqual(['', ''])
})
