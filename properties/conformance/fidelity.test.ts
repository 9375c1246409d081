import { expect, test } from 'vitest'
import { DEGRADATIONS, type TraceLine } from '../../harness/traces/writing/degrade.ts'
import { traceSeed } from '../../harness/traces/writing/trace-seed.ts'
import { ruleAgainst } from './testing/traced-run.ts'

test.each(Object.entries(DEGRADATIONS))('runs of the correct core are accepted: %s', (_name, less) => {
  for (let seed = 1; seed <= 12; seed++) {
    const lines = traceSeed(seed, { storm: 600_000 })
    if (lines !== undefined)
      expect(`seed ${seed}: ${ruleAgainst(...less(lines, seed))}`).toBe(`seed ${seed}: accept`)
  }
})

test('a trace is judged alike in one file and in one a server', () => {
  const split = DEGRADATIONS['a file a server'] as (typeof DEGRADATIONS)[string]
  const lines = traceSeed(3, { storm: 600_000, servers: 3 }) as TraceLine[]
  const place = lines.findIndex(({ k, st }) => k === 'state' && (st as { role: string }).role === 'follower')
  const line = lines[place] as { st: TraceLine }
  const broken = lines.with(place, { ...line, st: { ...line.st, commit: 1_000 } })
  const [rule] = ruleAgainst(broken).split(',')
  expect(rule).toBe('commitIndex')
  expect(ruleAgainst(...split(broken, 3)).split(',')[0]).toBe(rule)
})
