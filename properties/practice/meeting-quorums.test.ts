import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Transition } from '../../harness/world/transition.ts'
import {
  becomes,
  configuration,
  crashes,
  findings,
  follower,
  leader,
  S1,
  S2,
  starts,
  titlesBy,
} from '../testing/sightings.ts'
import { meetingQuorums } from './meeting-quorums.ts'

const found = titlesBy(meetingQuorums)
const grows = (before: string, after: string): Transition =>
  becomes(S1, follower({ log: before }), follower({ log: after }))
const at = (index: number): string =>
  `the log of S1 goes, at index ${index}, to a configuration that can decide without the one before`

test('6: a change through a joint configuration is accepted, in every log', () => {
  const words = ['1', '1(45<123)', '1(45)', '1(1<45)', '1(1)']
  for (let length = 1; length < words.length; length++)
    expect(found(grows(words.slice(0, length).join(' '), words.slice(0, length + 1).join(' ')))).toEqual([])
  expect(found(grows('', words.join(' ')))).toEqual([])
})

test('dissertation 4.1: a change of one voter is accepted, and any change of learners', () => {
  expect(found(grows('1', '1 1(1234) 1(234) 1(24) 1(2) 1(23) 1(23+45)'))).toEqual([])
})

test('dissertation 4.1: a change of two voters at once is caught', () => {
  expect(findings(meetingQuorums, [grows('1', '1 1(12345)')])).toEqual([
    {
      reason: 'adjacent configurations with quorums that do not meet',
      title: at(2),
      servers: [S1],
      evidence: [
        'before: voters S1 S2 S3',
        'then: 2@1 (voters S1 S2 S3 S4 S5)',
        'S1 S2 can decide for the one, the others for the other',
      ],
    },
  ])
  expect(found(grows('1', '1 1(1234) 1 1(125)'))).toEqual([at(4)])
  const [log, next] = ['1(12<123) 1(12) 1(1)', '1(12<123) 1(12) 1(1) 1(2)']
  expect(found(becomes(S1, leader({ log }), leader({ log: next })))).toEqual([at(4)])
})

test('6: a joint configuration that leaves another than the one before is caught', () => {
  expect(found(grows('1', '1 1(45<12)'))).toEqual([])
  expect(found(grows('1', '1 1(45<4)'))).toEqual([at(2)])
})

test('a configuration that replaces another is held to the one before it, not to the one it replaces', () => {
  expect(found(grows('1 1(1234)', '1 2(1235)'))).toEqual([])
  expect(found(grows('1 1(1234) 1(12345)', '1 2(12345)'))).toEqual([at(2)])
})

test('what is in a log at the first start is looked at; at a restart it is no news', () => {
  const log = '1 1(45)'
  expect(found(starts(S1, follower({ log })))).toEqual([at(2)])
  expect(found(starts(S2, follower({})), crashes(S1, follower({})), starts(S1, follower({ log })))).toEqual(
    [],
  )
})

test('7: behind a snapshot, its configuration is the one before', () => {
  const behind = (word: string, snapshot: readonly [number, number]): string[] => {
    const seen = { base: [3, 1], snapshot } as const
    return found(becomes(S1, follower({ ...seen, log: '1' }), follower({ ...seen, log: `1 ${word}` })))
  }
  expect(behind('1(124)', [3, 1])).toEqual([at(5)])
  expect(behind('1(1234)', [3, 1])).toEqual([])
  expect(behind('1(12345)', [4, 1])).toEqual([at(5)])
  expect(behind('1(45)', [5, 1])).toEqual([])
})

test('two configurations pass if and only if no quorum of one is without a member of each of the other', () => {
  const voters = fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1 })
  const quorums = (all: readonly number[]): number[][] =>
    Array.from({ length: 32 }, (_, set) => all.filter((one) => (set >> (one - 1)) % 2 === 1)).filter(
      (some) => some.length * 2 > all.length,
    )
  fc.assert(
    fc.property(voters, voters, (former, next) => {
      const apart = quorums(former).some((one) =>
        quorums(next).some((other) => one.every((member) => !other.includes(member))),
      )
      const log = `1(${former.join('')}<123) 1(${former.join('')})`
      expect(configuration(former.join('')).voters).toBeGreaterThan(0)
      expect(found(grows(log, `${log} 1(${next.join('')})`))).toEqual(apart ? [at(3)] : [])
    }),
  )
})
