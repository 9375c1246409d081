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

test.each([
  [5271, 'kinds of events missing', 'a voter that is alone, and whose roles are not told'],
  [7035, 'kinds of events missing', 'of whom nothing is told but what it applies'],
  [9189, 'kinds of events missing', 'a snapshot that came unseen and was on the disk after a crash'],
  [9834, 'few fields missing', 'a message that asks whether it would vote, while its term is hidden'],
])('seed %i, %s, is accepted, as it was not once: %s', (seed, way) => {
  const less = DEGRADATIONS[way] as (typeof DEGRADATIONS)[string]
  expect(ruleAgainst(...less(traceSeed(seed) as TraceLine[], seed))).toBe('accept')
})

test('a voter that is alone may commit unseen; one among three may not', () => {
  const judged = (voters: readonly string[]): string =>
    ruleAgainst([
      {
        whitewater: 'trace',
        v: 1,
        complete: ['start', 'receive', 'send', 'apply'],
        receive: 'before',
        servers: voters,
      },
      {
        k: 'start',
        n: 'a',
        st: { term: 0, vote: '', commit: 0, last: 0, voters, role: 'follower' },
        applied: 0,
      },
      { k: 'apply', n: 'a', entries: [[1, 1, 'x']] },
    ])
  expect(judged(['a'])).toBe('accept')
  expect(judged(['a', 'b', 'c'])).toMatch(/^commitIndex/u)
})
