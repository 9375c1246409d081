import { expect, test } from 'vitest'
import { Role } from '../../../core/server.ts'
import { DOWN, type Sight } from '../../recording/story.ts'
import { clusterPanel } from './cluster-panel.ts'

const PLAIN: Sight = {
  ...{ role: Role.Follower, term: 1, vote: -1, commit: 1, applied: 1, base: 0, log: [0, 1], durable: 2 },
  ...{ snapshot: 0, storedTerm: 1, storedVote: -1, writing: '', held: 0, condition: '' },
}
const ENTRIES = [
  [1, 'no-op', 'no-op'],
  [1, 'k1=5', 'C1.1 write k1 5'],
  [2, '<b>', 'C1.2 <img src=x onerror=alert(1)>'],
] as const

function panel(before: Sight, now: Sight): string {
  return clusterPanel({
    names: ['S1'],
    isTrace: false,
    entries: ENTRIES,
    before: [before],
    now: [now],
    columns: 4,
    mostColumns: 6,
    accused: [],
  })
}

test('what changed is told by what it was and by signs, not by colour alone', () => {
  const drawn = panel(PLAIN, { ...PLAIN, role: Role.Candidate, term: 2, vote: 0 })
  expect(drawn).toContain('<s>follower</s><span class="to">→</span><b>candidate</b>')
  expect(drawn).toContain('<s>1</s><span class="to">→</span><b>2</b>')
  expect(panel(PLAIN, PLAIN)).not.toMatch(/<ins|class="sign"|touched/u)
})

test('entries that came, that went and that took the place of others are told apart', () => {
  const signs = (before: number[], now: number[]): string[] =>
    [...panel({ ...PLAIN, log: before }, { ...PLAIN, log: now }).matchAll(/class="sign">(.)/gu)].map(
      ([, sign]) => sign as string,
    )
  expect(signs([0], [0, 1])).toEqual(['+'])
  expect(signs([0, 1], [0])).toEqual(['×'])
  expect(signs([0, 1], [0, 2])).toEqual(['±'])
})

test('what is committed, and what is on stable storage, is told of each entry', () => {
  const drawn = panel(PLAIN, { ...PLAIN, durable: 1 })
  expect(drawn).toContain('entry 1 of term 1: no-op; committed; on stable storage')
  expect(drawn).toContain(
    'entry 2 of term 1: C1.1 write k1 5; not known to be committed; not on stable storage yet',
  )
})

test('of a server that is down its disk is told, and no commit index', () => {
  const drawn = panel(PLAIN, { ...PLAIN, role: DOWN, commit: 0, writing: 'term 2, vote for S1' })
  expect(drawn).toContain('<b>down</b>')
  expect(drawn).toContain('not flushed: ')
  expect(drawn).not.toContain('commit</span>')
})

test('where logs end far apart, it is where most of them end that is seen; who is accused is named', () => {
  const long = { ...PLAIN, log: Array.from({ length: 40 }, () => 1) }
  const drawn = clusterPanel({
    names: ['S1', 'S2', 'S3'],
    isTrace: false,
    entries: ENTRIES,
    before: [long, PLAIN, PLAIN],
    now: [long, PLAIN, PLAIN],
    columns: 4,
    mostColumns: 6,
    accused: [1],
  })
  expect(drawn).toContain('… 40')
  expect(drawn.match(/<h3[^>]*>[^<]*/gu)).toEqual(['<h3>S1', '<h3 class="accused">✕ S2', '<h3>S3'])
  expect(drawn.match(/entry 2 of term 1/gu)).toHaveLength(3)
  expect(panel(PLAIN, { ...long, base: 40, log: [] })).toContain('entry 40 is in a snapshot')
})

test('what an entry holds is words', () => {
  expect(panel(PLAIN, { ...PLAIN, log: [0, 2] })).not.toContain('<img')
})
