import { expect, test } from 'vitest'
import { requestVote, vote } from '../core/messages.ts'
import { identity } from '../harness/explore/world/renaming.ts'
import { fold, spread } from '../harness/mix.ts'
import type { Monitor } from '../harness/monitor.ts'
import type { Transition } from '../harness/world/transition.ts'
import { monitors } from './monitors.ts'
import { oneVote } from './practice/one-vote.ts'
import { digestOf } from './testing/digest-of.ts'
import { happening, judge, tell, type Told } from './testing/random-stories.ts'
import { CLUSTER, S1, S2, S3, sends } from './testing/sightings.ts'

/** Those that a search judges by; stories of servers do not show what is remembered of messages and clients alone. */
const judges = monitors.filter(({ grade }) => grade !== 'liveness').map((one) => [one.name, one] as const)
const ofServers = judges.filter(([, { needs }]) => needs.length > 0)
const CLUSTERS = [false, true].map((synchronousDisk) => ({
  ...CLUSTER,
  synchronousDisk,
  options: { ...CLUSTER.options, servers: 2, voters: 0b11 },
}))
const SERVERS = identity(2)

type Matters = (memory: unknown) => unknown

/** What becomes of pairs of stories that end alike, in servers and in what matters: how many there were, and how many went on apart. */
function compare(monitor: Monitor, matters: Matters): Record<'pairs' | 'apart', number> {
  const reached = new Map<string, Told<unknown>>()
  const counts = { pairs: 0, apart: 0 }
  for (let seed = 0; seed < 8000; seed++) {
    const cluster = CLUSTERS[seed % 2] as (typeof CLUSTERS)[number]
    const told = tell(monitor, cluster, seed)
    if (told === undefined) continue
    const key = `${seed % 2} ${digestOf(told.seen, SERVERS)} ${digestOf(matters(told.memory), SERVERS)}`
    const other = reached.get(key)
    if (other === undefined) reached.set(key, told)
    else {
      counts.pairs++
      if (goApart(monitor, matters, told, other, seed)) counts.apart++
    }
  }
  return counts
}

/** Whether one and the same transition is judged otherwise after one story than after another, or leaves behind what matters otherwise. */
function goApart(
  monitor: Monitor,
  matters: Matters,
  told: Told<unknown>,
  other: Told<unknown>,
  seed: number,
): boolean {
  for (let turn = 0; turn < 20; turn++) {
    const next = { ...happening(told.seen, spread(fold(seed, 100 + turn)) >>> 0), position: 20 }
    const [mine, its] = [judge(monitor, told.memory, next), judge(monitor, other.memory, next)]
    if (mine.reasons.join() !== its.reasons.join()) return true
    if (mine.reasons.length > 0) continue
    if (digestOf(matters(mine.memory), SERVERS) !== digestOf(matters(its.memory), SERVERS)) return true
  }
  return false
}

function mattersTo(monitor: Monitor): Matters {
  return monitor.matters as Matters
}

test.each(judges)('%s says what of its memory matters', (_name, monitor) => {
  expect(monitor.matters).toBeDefined()
})

test.each(ofServers)(
  '%s: where servers and what matters are the same, so is all that follows',
  (_name, one) => {
    const { pairs, apart } = compare(one, mattersTo(one))
    expect(pairs).toBeGreaterThan(50)
    expect(apart).toBe(0)
  },
)

const remembering = ofServers.filter(([, one]) => mattersTo(one)(one.start(CLUSTER)) !== null)

test.each(remembering)('%s: without what matters it is not', (_name, one) => {
  expect(compare(one, () => null).apart).toBeGreaterThan(0)
})

const votes = (...story: Transition[]): string =>
  digestOf(
    mattersTo(oneVote as Monitor)(
      story.reduce((memory, next) => judge(oneVote, memory, next).memory, oneVote.start(CLUSTER)),
    ),
    identity(5),
  )

test('one vote a term: it matters who voted for whom in the newest term, and not in which order servers did', () => {
  const [one, other, own] = [
    sends(vote(S1, S2, 2, true)),
    sends(vote(S3, S1, 2, true)),
    sends(requestVote(S1, S2, 2, 0, 0)),
  ]
  expect(votes(one, other)).toBe(votes(other, one))
  expect(votes(sends(vote(S1, S3, 1, true)), one)).toBe(votes(one))
  const all = [votes(), votes(one), votes(other), votes(own), votes(sends(vote(S1, S2, 3, true)))]
  expect(new Set(all).size).toBe(5)
})
