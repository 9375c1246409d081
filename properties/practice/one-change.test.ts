import { expect, test } from 'vitest'
import { becomes, findings, follower, leader, S1, titlesBy } from '../testing/sightings.ts'
import { oneChange } from './one-change.ts'

const found = titlesBy(oneChange)

/** A leader's log grows in one step, after which its commitIndex is `commit`. */
const grows = (before: string, added: string, commit: number, term?: number): string[] => {
  const [old, now] = [{ log: before }, { log: `${before} ${added}`, commit }]
  const named = term === undefined ? {} : { term }
  return found(becomes(S1, leader({ ...old, ...named }), leader({ ...now, ...named })))
}
const EARLY = 'S1 appended the configuration at index 3 before the one at index 2 was committed'
const NEW = 'S1 began a change of members in term 2 before it had committed an entry of that term'

test('6: a leader that has committed the last change, and an entry of its term, may begin another', () => {
  expect(grows('1', '1(124<123)', 1)).toEqual([])
  expect(grows('1 1(124)', '1(1234)', 2)).toEqual([])
  expect(grows('1 2 2(124<123)', '2(124)', 3)).toEqual([])
})

test('6: a second change before the first is committed is caught', () => {
  const step = becomes(S1, leader({ log: '1 1(1234)' }), leader({ log: '1 1(1234) 1(12345)', commit: 1 }))
  expect(findings(oneChange, [step])).toEqual([
    {
      reason: 'a change of members before the last one was committed',
      title: EARLY,
      servers: [S1],
      evidence: ['it appended 3@1 (voters S1 S2 S3 S4 S5)', 'its commitIndex is 1'],
    },
  ])
  expect(grows('1 1(1234) 1a', '1a 1(12345)', 1)).toHaveLength(1)
})

test('6: C_new before C_old,new is committed is caught', () => {
  expect(grows('1 1(124<123)', '1(124)', 1)).toEqual([EARLY])
})

test('6: two changes in one step are caught where the first is not committed', () => {
  expect(grows('1', '1(1234) 1(12345)', 1)).toEqual([EARLY])
})

test('2015: a change by a leader that has committed nothing of its term is caught', () => {
  const step = becomes(S1, leader({ log: '1 2' }), leader({ log: '1 2 2(1234)', commit: 1 }))
  expect(findings(oneChange, [step])).toMatchObject([
    { reason: 'a change of members by a leader of unknown commits', title: NEW },
  ])
  expect(grows('1 1(1234) 2', '2(12345)', 2)).toEqual([NEW])
  expect(grows('1 1(1234) 2', '2(12345)', 3)).toEqual([])
})

test('2015: that the change itself is committed with it is no excuse', () => {
  expect(grows('1 1a', '2(1234)', 3, 2)).toEqual([NEW])
})

test('6: any leader may leave a joint configuration that is committed', () => {
  expect(grows('1 1(124<123) 2', '2(124)', 2)).toEqual([])
})

test('a follower may be sent as many changes at once as there are', () => {
  const sent = becomes(S1, follower({ log: '1' }), follower({ log: '1 1(1234) 1(12345)' }))
  expect(found(sent)).toEqual([])
  expect(found(becomes(S1, leader({ log: '1' }), follower({ log: '1 2(1234) 2(12345)' })))).toEqual([])
})

test('a leader that steps down in the same step is held to it', () => {
  const steps = becomes(S1, leader({ log: '1' }), follower({ log: '1 1(1234) 1(12345)', commit: 1 }))
  expect(found(steps)).toEqual([EARLY])
})

test('7: a change that compaction took away was committed', () => {
  const [before, after] = [
    { base: [3, 1], log: '1' },
    { base: [3, 1], log: '1 1(12)', commit: 4 },
  ] as const
  expect(found(becomes(S1, leader(before), leader(after)))).toEqual([])
  expect(
    found(becomes(S1, leader({ base: [3, 1] }), leader({ base: [3, 1], log: '1(12)', commit: 3 }))),
  ).toEqual([])
})

test('7: what is compacted in the step is not looked at', () => {
  const compacts = becomes(S1, leader({ log: '1 1a' }), leader({ base: [4, 1], log: '1(12)', commit: 4 }))
  expect(found(compacts)).toEqual([])
})
