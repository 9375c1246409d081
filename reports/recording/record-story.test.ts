import { describe, expect, test } from 'vitest'
import { ActionKind } from '../../harness/world/action.ts'
import { instantsOf } from '../html/view/instants.ts'
import { lookedAt, type LookedAt } from '../testing/looked-at.ts'
import { shipped, storyOf, storyOfText } from '../testing/recorded.ts'
import { DOWN, End, type Sight, type Story } from './story.ts'

/** What a story tells of servers, in the terms of `lookedAt`. */
function told({ entries }: Story, sights: readonly Sight[]): (LookedAt | null)[] {
  return sights.map(({ role, term, vote, commit, applied, base, log }) => {
    const terms = log.map((entry) => entries[entry]?.[0] as number)
    return role >= DOWN ? null : { role, term, vote, commit, applied, base, terms }
  })
}

const VARIED = [
  'paper/figure-7.scenario',
  'paper/snapshot-over-conflict.scenario',
  'paper/torn-write.scenario',
  'practice/machine-on-disk.scenario',
]

describe('a story', () => {
  test.each(VARIED)('shows servers as they are after each action of %s', async (path) => {
    const { scenario, target } = await shipped(path)
    const story = storyOf({ scenario, target })
    const instants = instantsOf(story)
    const seen = lookedAt(scenario, target)
    expect(seen.length).toBe(story.moments.length + 1)
    seen.forEach((servers, position) => expect(told(story, instants.at(position))).toEqual(servers))
  })

  test('shows an instant alike, whichever was asked for before', async () => {
    const story = storyOf(await shipped('paper/figure-13.scenario'))
    const forth = instantsOf(story)
    const positions = [...story.moments.keys(), story.moments.length]
    const inOrder = positions.map((position) => forth.at(position))
    const back = instantsOf(story)
    for (const position of [...positions].reverse()) expect(back.at(position)).toEqual(inOrder[position])
  })

  test('gives each message that arrives or is lost its end, and no other', async () => {
    const { passages, moments } = storyOf(await shipped('paper/figure-8-overwritten.scenario'))
    const ends = passages.flatMap(([, , , , , sent, ...rest]) => {
      expect(rest[0] ?? sent).toBeGreaterThanOrEqual(sent)
      return rest.filter((_, place) => place % 2 === 0)
    })
    const arrivals = moments.flatMap(([, , kind], place) => (kind <= ActionKind.Drop ? [place + 1] : []))
    expect(ends.sort((one, other) => one - other)).toEqual(arrivals)
  })

  test('tells copies from messages, and what is lost from what arrives', async () => {
    const { passages } = await storyOfText(`whitewater scenario 1
target core
servers 3
disk synchronous

timer S1 election
duplicate S1→S2 RequestVote
deliver S1→S2 RequestVote
drop S1→S3 RequestVote
`)
    const [toS2, toS3] = passages as [Story['passages'][number], Story['passages'][number]]
    expect(toS2.slice(5)).toEqual([1, 2, End.Copied, 3, End.Delivered])
    expect(toS3.slice(5)).toEqual([1, 4, End.Dropped])
  })
})

describe('what a disk holds', () => {
  test('is told apart from what is being written, and is all that is left after a crash', async () => {
    const story = await storyOfText(`whitewater scenario 1
target core
servers 3
given S1 term 1 log 1

timer S1 election
crash S1
lose S1 term
`)
    const instants = instantsOf(story)
    const [candidate, down] = [instants.at(1)[0], instants.at(2)[0]]
    expect(candidate).toMatchObject({
      term: 2,
      storedTerm: 1,
      writing: 'term 2, vote for S1',
      held: 2,
      durable: 1,
    })
    expect(down).toMatchObject({ role: DOWN, term: 1, writing: 'term 2, vote for S1', held: 0, durable: 1 })
    expect(instants.at(3)[0]?.condition).toBe('term file damaged')
  })
})

describe('clients', () => {
  test('have their operations as intervals, and those that no order explains are marked', async () => {
    const bad = storyOf(await shipped('zoo/local-leader-read.scenario', 'V-R1'))
    expect(bad.violations.map(({ property }) => property)).toEqual(['linearizability'])
    expect(bad.operations).toEqual([
      { lane: 3, name: 'C1.1', deed: 'write k1 5', from: 10, until: 13, result: 'done', marked: true },
      { lane: 4, name: 'C2.1', deed: 'read k1', from: 14, until: 17, result: 'gives 0', marked: true },
    ])
    const good = storyOf(await shipped('zoo/local-leader-read.scenario'))
    expect(good.operations.map(({ marked }) => marked)).toEqual([false, false])
    expect(good.operations[1]).toMatchObject({ until: 0, result: '' })
  })
})

test('comments of the file stand at the actions that they stand before, and failures after theirs', async () => {
  const { remarks, failures, unplayed, violations } = storyOf(
    await shipped('zoo/stale-vote-reply.scenario', 'V-E1'),
  )
  expect(remarks.at(-1)).toEqual([5, expect.stringContaining('S2 has its vote still')])
  expect(failures[0]).toEqual([4, 19, 'S1 candidate in term 2', 'S1 leader in term 2'])
  expect(violations[0]).toMatchObject({ property: 'election safety', action: 7 })
  expect(unplayed).toBeGreaterThanOrEqual(0)
})
