import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openLedger } from './ledger.ts'
import type { Judged } from './verdict.ts'

const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
afterAll(() => rmSync(folder, { recursive: true }))

const judged: Judged = { verdict: { kind: 'survived' }, seeds: 8, actions: 100, seconds: 1 }

test('an interrupted run goes on with what was judged, but for a line that was not written to its end', () => {
  const file = join(folder, 'one.jsonl')
  openLedger(file).add('first', judged)
  appendFileSync(file, '{"name":"second","jud')
  const again = openLedger(file)
  expect([...again.judged.keys()]).toEqual(['first'])
  again.add('third', judged)
  expect([...openLedger(file).judged]).toEqual([
    ['first', judged],
    ['third', judged],
  ])
})
