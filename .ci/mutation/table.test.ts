import { expect, test } from 'vitest'
import { arguedIn } from './argued.ts'
import { pageOf, reportOf } from './report.ts'
import type { Result } from './result.ts'
import { tableOf } from './table.ts'
import type { Verdict } from './verdict.ts'

const sources = new Map([['core/a.ts', 'one\ntwo\n']])

function result(name: string, verdict: Verdict, timesRun = 3): Result {
  const mutant = {
    name: `core/a.ts ${name}`,
    file: 'core/a.ts',
    mutator: 'StringLiteral',
    start: 4,
    end: 7,
    original: 'two',
    replacement: name,
  }
  return { mutant, timesRun, judged: { verdict, seeds: 16, actions: 1000, seconds: 2 } }
}

const survived: Verdict = { kind: 'survived' }
const results = [
  result('found', { kind: 'violation', property: 'election safety', reason: 'two leaders', seed: 4 }),
  result('lives', survived),
  result('sleeps', survived, 0),
  result('same', survived),
]
const argued = arguedIn('Of these nothing can be seen:\n- `core/a.ts same`\n')

test('the table tells what was killed, by what, and what lives and where', () => {
  const table = tableOf(results, argued, sources)
  expect(table).toContain('killed 1 of 4 (25.0 %); of those that are bugs, 33.3 %')
  expect(table).toMatch(/election safety +1/)
  expect(table).toContain('core/a.ts:2  StringLiteral  (ran 3 times; 16 seeds)\n  - two\n  + lives')
  expect(table).toContain('core/a.ts:2  StringLiteral  (not reached)')
  expect(table).not.toContain('+ same')
})

test('the report has the statuses of the mutation testing report schema, and properties for tests', () => {
  const report = reportOf(results, argued, sources) as {
    files: Record<string, { mutants: { status: string; killedBy: string[]; location: object }[] }>
    testFiles: object
  }
  const mutants = report.files['core/a.ts']?.mutants ?? []
  expect(mutants.map(({ status }) => status)).toEqual(['Killed', 'Survived', 'NoCoverage', 'Ignored'])
  expect(mutants[0]?.killedBy).toEqual(['election safety'])
  expect(mutants[0]?.location).toEqual({ start: { line: 2, column: 1 }, end: { line: 2, column: 4 } })
  expect(report.testFiles).toEqual({
    properties: { tests: [{ id: 'election safety', name: 'election safety' }] },
  })
})

test('nothing of the sources can end the script of the page', () => {
  expect(pageOf({ source: '</script>' }, '')).not.toContain('</script>"')
})
