import { expect, test } from 'vitest'
import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import { blankTransition, type Transition } from '../../harness/world/transition.ts'
import { becomes, CLUSTER, crashes, findings, follower, S1, S2, S3, starts } from '../testing/sightings.ts'
import { hopelessElections } from './hopeless-elections.ts'

const cluster = { ...CLUSTER, options: { ...CLUSTER.options, preVote: true } }
const found = (...story: Transition[]): string[] =>
  findings(hopelessElections, story, cluster).map(({ title }) => title)

const calm: Transition = { ...blankTransition(), changed: Changed.Calm }
const as = (role: Role, seen: Observation): Observation => ({ ...seen, role })

/** S3 asks first, and then stands for election in this term. */
const stands = (term: number, log: string): Transition =>
  becomes(
    S3,
    as(Role.PreCandidate, follower({ term: term - 1, log })),
    as(Role.Candidate, follower({ term, log })),
  )

const ahead = follower({ log: '1 1' })
const start = [starts(S1, ahead), starts(S2, ahead), starts(S3, follower({ log: '1' }))]

test('9.6: once it is calm, a server that stands for a second election which it cannot win is caught', () => {
  expect(findings(hopelessElections, [...start, calm, stands(2, '1'), stands(4, '1')], cluster)).toEqual([
    {
      reason: 'a server stands again for an election that it cannot win',
      title: 'S3, which asked first whether it could win, stands for election in term 4 and cannot win',
      servers: [S3],
      evidence: [
        "S3's log ends with index 1 of term 1, and a quorum's logs are more up to date",
        'it stood in term 2 already since it is calm, and could not win then',
      ],
    },
  ])
})

test('one that stands once may have been told so before the others went on', () => {
  expect(found(...start, calm, stands(2, '1'))).toEqual([])
})

test('what it does in the storm does not count, nor what it does where nobody asks first', () => {
  expect(found(...start, stands(2, '1'), stands(3, '1'), stands(4, '1'))).toEqual([])
  const story = [...start, calm, stands(2, '1'), stands(3, '1')]
  expect(findings(hopelessElections, story, CLUSTER)).toEqual([])
})

test('5.4.1: one that is behind one other server alone, or ahead in the term of its last entry, can win', () => {
  const level = [starts(S1, ahead), starts(S2, follower({ log: '1' })), starts(S3, follower({ log: '1' }))]
  expect(found(...level, calm, stands(2, '1'), stands(3, '1'))).toEqual([])
  expect(found(...start, calm, stands(3, '2'), stands(4, '2'))).toEqual([])
})

test('of a server that is down nobody knows how far its log goes', () => {
  expect(found(...start, crashes(S2, ahead), calm, stands(2, '1'), stands(3, '1'))).toEqual([])
})

test('3.10: one that its leader told to stand has asked nobody', () => {
  const urged = (term: number): Transition =>
    becomes(S3, follower({ term: term - 1, log: '1' }), as(Role.Candidate, follower({ term, log: '1' })))
  expect(found(...start, calm, urged(2), urged(3))).toEqual([])
})
