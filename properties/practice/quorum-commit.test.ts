import { expect, test } from 'vitest'
import type { Transition } from '../../harness/world/transition.ts'
import {
  becomes,
  CLUSTER,
  crashes,
  findings,
  flushed,
  follower,
  leader,
  S1,
  S2,
  S3,
  S4,
  S5,
  starts,
  titlesBy,
} from '../testing/sightings.ts'
import { quorumCommit } from './quorum-commit.ts'

const found = titlesBy(quorumCommit)

/** All servers start, with nothing. */
const start = [S1, S2, S3, S4, S5].map((server) => starts(server, follower({})))

/** A server's log comes to be this, and all of it durable up to the last entry, or the one that is named. */
const holds = (server: number, log: string, ...last: [] | [index: number, term: number]): Transition[] => {
  const now = follower({ log })
  const { entries } = now.log as { entries: { length: number } }
  const end = last.length === 0 ? ([entries.length, now.currentTerm as number] as const) : last
  return [becomes(server, follower({}), now), flushed(becomes(server, now, now), { log: end })]
}

/** A leader raises its commitIndex by one. */
const commits = (server: number, log: string, commit: number, term?: number): Transition => {
  const seen = { log, ...(term === undefined ? {} : { term }) }
  return becomes(server, leader({ ...seen, commit: commit - 1 }), leader({ ...seen, commit }))
}
const caught = (commit: number, who: string): string =>
  `S1, leader of term 1, committed index ${commit}, which ${who} on stable storage`

test('5.3: what is durable on a majority may be committed', () => {
  expect(found(...start, ...holds(S1, '1 1a'), ...holds(S2, '1 1a'), commits(S1, '1 1a', 2))).toEqual([])
  expect(found(...start, ...holds(S2, '1 1a'), ...holds(S3, '1 1a'), commits(S1, '1 1a', 2))).toEqual([])
})

test('5.3: what is durable on less than a majority is caught', () => {
  const story = [...start, ...holds(S1, '1 1a'), ...holds(S2, '1'), commits(S1, '1 1a', 2)]
  expect(findings(quorumCommit, story)).toEqual([
    {
      reason: 'committed without being durable on a quorum',
      title: caught(2, 'only S1 has'),
      servers: [S1],
      evidence: [
        'the newest configuration in its log: voters S1 S2 S3',
        'S1 has on stable storage all up to index 2 of term 1',
        'S2 has on stable storage all up to index 1 of term 1',
        'S3 has on stable storage all up to index 0',
        'S4 has on stable storage all up to index 0',
        'S5 has on stable storage all up to index 0',
      ],
    },
  ])
})

test('an entry in a log whose write was not flushed does not count', () => {
  const writes = becomes(S2, follower({ log: '1' }), follower({ log: '1 1a' }))
  const story = [...start, ...holds(S1, '1 1a'), ...holds(S2, '1'), writes, commits(S1, '1 1a', 2)]
  expect(found(...story)).toEqual([caught(2, 'only S1 has')])
  expect(found(...start, ...holds(S2, '1 1a', 1, 1), commits(S1, '1 1a', 2))).toEqual([
    caught(2, 'nobody has'),
  ])
})

test('learners, and servers that are no members, do not count', () => {
  const story = [...start, ...holds(S1, '1 1(123+4)'), ...holds(S4, '1 1(123+4)'), ...holds(S5, '1 1(123+4)')]
  expect(found(...story, commits(S1, '1 1(123+4)', 2))).toEqual([caught(2, 'only S1 S4 S5 have')])
})

test('6: with a joint configuration both sides must have it', () => {
  const log = '1 1(145<123)'
  const some = (...servers: number[]): Transition[] => servers.flatMap((server) => holds(server, log))
  expect(found(...start, ...some(S1, S2, S4), commits(S1, log, 2))).toEqual([])
  expect(found(...start, ...some(S1, S2, S3), commits(S1, log, 2))).toHaveLength(1)
  expect(found(...start, ...some(S1, S4, S5), commits(S1, log, 2))).toHaveLength(1)
})

test('6: a configuration is in force from when it is in the log, committed or not', () => {
  const log = '1 1a 1(12345)'
  const some = (...servers: number[]): Transition[] => servers.flatMap((server) => holds(server, log))
  expect(found(...start, ...some(S1, S2), commits(S1, log, 2))).toHaveLength(1)
  expect(found(...start, ...some(S1, S2, S5), commits(S1, log, 2))).toEqual([])
})

test('6: what a leader appends in the step in which it commits is not in force yet', () => {
  const [joint, both] = ['1 1(145<123)', '1 1(145<123) 1(145)']
  const proceeds = becomes(S1, leader({ log: joint, commit: 1 }), leader({ log: both, commit: 2 }))
  const some = (...servers: number[]): Transition[] => servers.flatMap((server) => holds(server, joint))
  expect(found(...start, ...some(S1, S4), proceeds)).toHaveLength(1)
  expect(found(...start, ...some(S1, S4, S2), proceeds)).toEqual([])
})

test('6: it is in force in the next step, also when the leader has committed before', () => {
  const both = '1 1(145<123) 1(145) 1a'
  const story = [...start, ...[S1, S2].flatMap((server) => holds(server, '1')), commits(S1, '1', 1)]
  const later = (...servers: number[]): string[] =>
    found(...story, ...servers.flatMap((server) => holds(server, both)), commits(S1, both, 4))
  expect(later(S1, S4)).toEqual([])
  expect(later(S1, S2, S3)).toEqual([caught(4, 'only S1 S2 S3 have')])
})

test('6: each leader has a newest configuration of its own', () => {
  const story = [...holds(S1, '1 1(12345)'), ...holds(S2, '1 2'), ...holds(S3, '1 2'), ...holds(S4, '1')]
  const commit = commits(S1, '1 1(12345)', 1)
  expect(found(...start, ...story, commit, commits(S3, '1 2', 2))).toEqual([])
})

test('6: a leader that lost a configuration since it last led is held to the one before it', () => {
  const old = [...holds(S1, '1 1(12345)'), ...[S2, S3].flatMap((server) => holds(server, '1'))]
  const story = [...old, commits(S1, '1 1(12345)', 1), ...holds(S1, '1 2 3'), ...holds(S2, '1 2 3')]
  expect(found(...start, ...story, commits(S1, '1 2 3', 3))).toEqual([])
})

test('6: a leader that commits and, removed, steps down in one step is held to it', () => {
  const removed = becomes(S1, leader({ log: '1 1(23)' }), follower({ log: '1 1(23)', commit: 2 }))
  expect(found(...start, ...holds(S1, '1 1(23)'), ...holds(S2, '1 1(23)'), removed)).toHaveLength(1)
  const enough = [...holds(S2, '1 1(23)'), ...holds(S3, '1 1(23)'), removed]
  expect(found(...start, ...enough)).toEqual([])
})

test('a follower believes its leader, and a commitIndex that falls commits nothing', () => {
  const believes = becomes(S2, follower({ log: '1 1a' }), follower({ log: '1 1a', commit: 2 }))
  const yields = becomes(S1, leader({ log: '1 1a' }), follower({ term: 2, log: '1 1a', commit: 2 }))
  const falls = becomes(S1, leader({ log: '1 1a', commit: 2 }), leader({ log: '1 1a', commit: 1 }))
  expect(found(...start, believes, yields, falls)).toEqual([])
})

test('what a log cuts off counts no more, and what is left does', () => {
  const cuts = becomes(S2, follower({ log: '1 1a 1b' }), follower({ term: 1, log: '1' }))
  const story = [...start, ...holds(S1, '1 1a 1b'), ...holds(S2, '1 1a 1b'), cuts]
  expect(found(...story, commits(S1, '1 1a 1b', 2))).toEqual([caught(2, 'only S1 has')])
  expect(found(...story, commits(S1, '1 1a 1b', 1))).toEqual([])
})

test('another entry in its place does not count, nor does a late flush of what was cut off', () => {
  const cuts = becomes(S2, follower({ log: '1 1a' }), follower({ log: '1 2' }))
  const late = flushed(becomes(S2, follower({ log: '1 2' }), follower({ log: '1 2' })), { log: [2, 1] })
  const story = [...start, ...holds(S1, '1 1a'), ...holds(S2, '1 1a', 1, 1), cuts]
  expect(found(...story, commits(S1, '1 1a', 2))).toEqual([caught(2, 'only S1 has')])
  expect(found(...story, late, commits(S1, '1 1a', 2))).toEqual([caught(2, 'only S1 has')])
  expect(found(...start, ...holds(S2, '1 2'), commits(S1, '1 1a', 2))).toEqual([caught(2, 'nobody has')])
  const unflushed = [...start, ...holds(S1, '1 2'), ...holds(S2, '1 1a', 1, 1), cuts, late]
  expect(found(...unflushed, commits(S1, '1 2', 2))).toHaveLength(1)
})

test('the disk of a server that is down counts, and what it lost in the crash does not', () => {
  const down = crashes(S2, follower({ log: '1 1a' }))
  const story = [...start, ...holds(S1, '1 1a'), ...holds(S2, '1 1a'), down]
  expect(found(...story, commits(S1, '1 1a', 2))).toEqual([])
  expect(found(...story, starts(S2, follower({ log: '1' })), commits(S1, '1 1a', 2))).toHaveLength(1)
})

test('what a server starts with is durable', () => {
  const started = starts(S2, follower({ log: '1 1a' }))
  expect(found(...start, ...holds(S1, '1 1a'), started, commits(S1, '1 1a', 2))).toEqual([])
})

test('7: what a durable snapshot stands for is durable', () => {
  const log = '1 1a 1b'
  const installs = becomes(S2, follower({}), follower({ base: [2, 1] }))
  const story = [...start, ...holds(S1, log), flushed(installs, { snapshot: 2 })]
  expect(found(...story, commits(S1, log, 2))).toEqual([])
  expect(found(...story, commits(S1, log, 1))).toEqual([])
  expect(found(...story, commits(S1, log, 3))).toHaveLength(1)
  const other = flushed(becomes(S2, follower({}), follower({ base: [2, 2] })), { snapshot: 2 })
  expect(found(...start, ...holds(S1, log), other, commits(S1, log, 2))).toHaveLength(1)
})

test('7: so is what the snapshot stands for that a server starts with', () => {
  const story = [...start, ...holds(S1, '1 1a'), starts(S2, follower({ base: [2, 1] }))]
  expect(found(...story, commits(S1, '1 1a', 2))).toEqual([])
})

test('7: a snapshot behind the end of the log does not count before the log begins after it', () => {
  const early = flushed(becomes(S2, follower({}), follower({ log: '1' })), { snapshot: 5 })
  const [finding] = findings(quorumCommit, [...start, early, ...holds(S1, '1'), commits(S1, '1', 1)])
  expect(finding?.evidence).toContain('S2 has on stable storage all up to index 0')
})

test('7: a snapshot that a server keeps beside a longer log counts up to where it ends', () => {
  const grows = becomes(S2, follower({}), follower({ log: '1 1a 1b' }))
  const [before, after] = [follower({ log: '1 1a 1b' }), follower({ log: '1 1a 1b', snapshot: [2, 1] })]
  const story = [
    ...start,
    ...holds(S1, '1 1a 1b'),
    grows,
    flushed(becomes(S2, before, after), { snapshot: 2 }),
  ]
  expect(found(...story, commits(S1, '1 1a 1b', 2))).toEqual([])
  expect(found(...story, commits(S1, '1 1a 1b', 3))).toHaveLength(1)
})

test('7: a log that is compacted further than any durable snapshot goes does not count', () => {
  const compacts = becomes(S2, follower({ log: '1 1a 1b' }), follower({ base: [2, 1], log: '1b' }))
  const story = [...start, ...holds(S1, '1 1a 1b'), ...holds(S2, '1 1a 1b'), compacts]
  expect(found(...story, commits(S1, '1 1a 1b', 3))).toHaveLength(1)
})

test('7: behind what is compacted, entries count as ever', () => {
  const [before, after] = [follower({ log: '1 1a 1b' }), follower({ base: [2, 1], log: '1b' })]
  const compacts = flushed(becomes(S2, before, after), { snapshot: 2 })
  const appends = becomes(S2, after, follower({ base: [2, 1], log: '1b 1c' }))
  const flushes = flushed(becomes(S2, after, follower({ base: [2, 1], log: '1b 1c' })), { log: [4, 1] })
  const story = [...start, ...holds(S1, '1 1a 1b 1c'), ...holds(S2, '1 1a 1b'), compacts]
  expect(found(...story, commits(S1, '1 1a 1b 1c', 3))).toEqual([])
  expect(found(...story, appends, commits(S1, '1 1a 1b 1c', 4))).toHaveLength(1)
  expect(found(...story, appends, flushes, commits(S1, '1 1a 1b 1c', 4))).toEqual([])
})

test('7: a leader commits what its own snapshot stands for a moment later', () => {
  const [before, after] = [leader({ log: '1 1a', commit: 1 }), leader({ base: [2, 1], commit: 2 })]
  const commit = becomes(S1, before, after)
  expect(found(...start, ...holds(S2, '1 1a'), ...holds(S3, '1 1a'), commit)).toEqual([])
  expect(found(...start, ...holds(S2, '1 1a'), commit)).toHaveLength(1)
})

test('with a disk that is never behind, all that a server holds is durable once anything is', () => {
  const now = follower({ log: '1 1a' })
  const takes = (server: number): Transition => flushed(becomes(server, follower({}), now), {})
  const cluster = { ...CLUSTER, synchronousDisk: true }
  const story = [...start, takes(S1), takes(S2), commits(S1, '1 1a', 2)]
  expect(findings(quorumCommit, story, cluster)).toEqual([])
  expect(findings(quorumCommit, [...start, takes(S1), commits(S1, '1 1a', 2)], cluster)).toHaveLength(1)
})

test('with such a disk a leader may append a configuration and commit by it in one step', () => {
  const shrinks = (committed: number): Transition => {
    const before = leader({ log: '1 1(12)', commit: committed })
    return flushed(becomes(S1, before, leader({ log: '1 1(12) 1(1)', commit: 3 })), {})
  }
  const cluster = { ...CLUSTER, synchronousDisk: true }
  expect(findings(quorumCommit, [...start, shrinks(2)], cluster)).toEqual([])
  expect(findings(quorumCommit, [...start, ...holds(S2, '1 1(12)'), shrinks(1)], cluster)).toEqual([])
  expect(findings(quorumCommit, [...start, shrinks(1)], cluster)).toHaveLength(1)
  expect(found(...start, shrinks(2))).toHaveLength(1)
})

test('with such a disk a leader may compact a configuration away in the step in which it appends it', () => {
  const joint = '1 1(145<123)'
  const others = [S2, S4].map((server) => starts(server, follower({ log: '1 1a 1a 1a' })))
  const all = [starts(S1, follower({ log: joint })), starts(S5, follower({ log: '1' })), ...others]
  const [before, after] = [
    { base: [3, 1], log: '1a' },
    { base: [3, 1], log: '1a', commit: 4 },
  ] as const
  const story = [...start, ...all, commits(S1, joint, 1), starts(S1, follower(before))]
  const commit = becomes(S1, leader(before), leader(after))
  expect(findings(quorumCommit, [...story, commit], { ...CLUSTER, synchronousDisk: true })).toEqual([])
})
