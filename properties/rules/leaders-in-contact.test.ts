import { expect, test } from 'vitest'
import { DiskFile, Timer } from '../../core/effect.ts'
import { appended } from '../../core/messages.ts'
import type { Observation } from '../../harness/observation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, CLUSTER, findings, follower, having, leader, S1, S2, S4 } from '../testing/sightings.ts'
import { leadersInContact } from './leaders-in-contact.ts'

const seen = { log: '1 1' }
const reigns = (durableIndex = 2): Observation => ({ ...leader(seen), durableIndex })
const answers = (from: number, term = 1): Transition =>
  having(becomes(S1, reigns(), reigns()), { heard: appended(from, S1, term, 1, 0) })
const looks = (before: Observation, after: Observation): Transition =>
  having(becomes(S1, before, after), { does: { kind: ActionKind.Timer, topic: Timer.Contact } })
const stays = looks(reigns(), reigns())
const steps = looks(reigns(), follower(seen))
const found = (...story: Transition[]): string[] =>
  findings(leadersInContact, story, { ...CLUSTER, options: { ...CLUSTER.options, checkQuorum: true } }).map(
    ({ title }) => title,
  )

test('6.2: a leader that has heard from a quorum, itself included, goes on; one that steps down is caught', () => {
  expect(found(answers(S2), stays)).toEqual([])
  expect(found(answers(S2), steps)).toEqual(['S1 steps down in contact with a quorum'])
})

test('6.2: one that has heard from none since it last looked steps down; one that leads on is caught', () => {
  expect(found(answers(S2), stays, steps)).toEqual([])
  expect(found(answers(S2), stays, stays)).toEqual(['S1 leads on out of contact with a quorum'])
  expect(found(answers(S4), stays)).toHaveLength(1)
  expect(found(answers(S2, 2), stays)).toHaveLength(1)
})

test('6.2: whether it counts itself while its log is not durable is not for others to say', () => {
  expect(found(answers(S2), looks(reigns(1), reigns(1)))).toEqual([])
  expect(found(answers(S2), looks(reigns(1), follower(seen)))).toEqual([])
  const does = { kind: ActionKind.Flush, topic: DiskFile.Log }
  const goesOn = having(becomes(S1, reigns(0), reigns(1)), { does })
  expect(found(goesOn, answers(S2), looks(reigns(1), follower(seen)))).toHaveLength(1)
})

test('6: one that goes on out of contact knows that it is, and one in contact that it is not', () => {
  const knows = (hearsLeader: boolean): Transition => looks(reigns(), { ...reigns(), hearsLeader })
  const told = (...story: Transition[]): string[] =>
    findings(leadersInContact, story, { ...CLUSTER, options: { ...CLUSTER.options, stickiness: true } }).map(
      ({ title }) => title,
    )
  expect(told(answers(S2), knows(true), knows(false))).toEqual([])
  expect(told(answers(S2), knows(false))).toEqual(['S1 takes itself to be out of contact with a quorum'])
  expect(told(knows(true))).toEqual(['S1 takes itself to be in contact with a quorum'])
})

test('without CheckQuorum no leader steps down for that', () => {
  expect(findings(leadersInContact, [stays])).toEqual([])
  expect(findings(leadersInContact, [steps])).toHaveLength(1)
})
