import { expect, test } from 'vitest'
import { DiskFile } from '../../core/effect.ts'
import { MessageKind, type Message } from '../../core/message.ts'
import { FAULT_KINDS, FaultKind } from '../plan/fault-kind.ts'
import type { Episode } from '../plan/plan.ts'
import { CALM, episode, play } from '../testing/small-plan.ts'
import { S3 } from '../testing/small-world.ts'
import { ActionKind } from '../world/action.ts'
import { serverName } from '../world/names.ts'
import type { InFlight } from '../world/transition.ts'
import type { World } from '../world/world.ts'
import { FAULTS, faultNamed, faultOf } from './faults.ts'
import { currentLeader } from './stage/stage.ts'

/** The world of five servers in the middle of an episode. */
function during(fault: FaultKind, told: Partial<Episode>): World {
  return play({ ...CALM, episodes: [episode(fault, told)], length: 1_000_000 }).world
}

/** Links by name: those that are cut, and those from some servers to others, which are named by their digits. */
const cutLinks = ({ links }: World): string[] =>
  links
    .flatMap(({ cut }, place) =>
      cut ? [`${serverName(Math.floor(place / 5))}→${serverName(place % 5)}`] : [],
    )
    .sort()
const oneWay = (from: string, to: string): string[] =>
  [...from].flatMap((one) => [...to].map((other) => `S${one}→S${other}`)).sort()
const bothWays = (some: string, others: string): string[] =>
  [...oneWay(some, others), ...oneWay(others, some)].sort()
const down = ({ seats }: World): string =>
  seats.flatMap(({ server }, place) => (server === null ? [place + 1] : [])).join('')

/** The leader when the episode begins, as a digit, and all others. */
const leader = String(currentLeader(play({ ...CALM, length: 699_000 }).world) + 1)
const others = [...'12345'].filter((one) => one !== leader).join('')

test('split: the victims and the others cannot reach each other', () => {
  expect(cutLinks(during(FaultKind.Split, { victims: 0b00011 }))).toEqual(bothWays('12', '345'))
})

test('one-way: the victims are not heard, or hear nothing', () => {
  expect(cutLinks(during(FaultKind.OneWay, { victims: 0b00011, strength: 100 }))).toEqual(oneWay('12', '345'))
  expect(cutLinks(during(FaultKind.OneWay, { victims: 0b00011, strength: 900 }))).toEqual(oneWay('345', '12'))
})

test('bridge: two parts, and one server that still reaches both', () => {
  for (const victims of [0b00011, 0b00111]) {
    expect(cutLinks(during(FaultKind.Bridge, { victims, strength: 7 }))).toEqual(bothWays('12', '45'))
  }
})

test('isolate-leader: the leader is cut off from a majority, alone or with a few others', () => {
  expect(cutLinks(during(FaultKind.IsolateLeader, {}))).toEqual(bothWays(leader, others))
  const company = others[0] as string
  expect(cutLinks(during(FaultKind.IsolateLeader, { victims: 0b11111 }))).toEqual(
    bothWays(leader + company, others.slice(1)),
  )
})

test('crash: the victims are down', () => {
  expect(down(during(FaultKind.Crash, { victims: 0b10110 }))).toBe('235')
})

test('crash-leader: whoever leads when it begins is down, and nobody else', () => {
  expect(down(during(FaultKind.CrashLeader, { victims: 0b11111 }))).toBe(leader)
})

test('rot: the victims have lost their term and vote, or what they had in their log, and are down for good', () => {
  const files = new Set<number>()
  for (let seed = 0; seed < 8; seed++) {
    const { world, violations, done } = play({
      ...CALM,
      seed,
      episodes: [episode(FaultKind.Rot, { victims: 0b00110 })],
    })
    expect([down(world), currentLeader(world) >= 0, violations]).toEqual(['23', true, []])
    for (const { kind, topic } of done) if (kind === ActionKind.Rot) files.add(topic)
  }
  expect([...files].sort()).toEqual([DiskFile.Term, DiskFile.Log])
})

test('failed-write: a victim whose write failed has stopped, and starts again when it is over', () => {
  const told = { victims: 0b00110, strength: 1000 }
  const stopped = down(during(FaultKind.FailedWrite, told))
  expect(['2', '3', '23']).toContain(stopped)
  const { done } = play({ ...CALM, episodes: [episode(FaultKind.FailedWrite, told)] })
  const victims = done.filter(({ kind }) => kind === ActionKind.Fail).map(({ server }) => server)
  expect(victims.every((server) => (told.victims & (1 << server)) !== 0)).toBe(true)
})

const FOR_GOOD: readonly FaultKind[] = [FaultKind.Rot, FaultKind.DownForGood, FaultKind.ReplacedDisk]

test.each(Object.entries(FaultKind).filter(([, fault]) => !FOR_GOOD.includes(fault)))(
  '%s: it is over when its episode is, and has a name, a sentence and an assumption',
  (_name, fault) => {
    const { world } = play({ ...CALM, episodes: [episode(fault, { victims: 0b00110 })] })
    expect([cutLinks(world), down(world), currentLeader(world) >= 0]).toEqual([[], '', true])
    const { name, sentence, assumption } = faultOf(fault)
    expect([name, sentence, assumption].every((text) => text.length > 0)).toBe(true)
  },
)

/** What became of a message sent during an episode, and how long it took. */
interface Fate {
  readonly kind: ActionKind
  readonly message: Message
  readonly turn: number
  readonly took: number
}

/** The fates of messages in an episode that besets S3, or finds its victim itself: of those that the victim sends or receives, and of the others. */
function fates(
  fault: FaultKind,
  strength: number,
  victim: number = S3,
): { readonly of: Fate[]; readonly spared: Fate[] } {
  const all: Fate[] = []
  const sent = new Map<string, InFlight & { readonly at: number }>()
  const nameOf = (...parts: number[]): string => parts.join(' ')
  play({ ...CALM, episodes: [episode(fault, { victims: 0b00100, strength })] }, (transition, { now }) => {
    const { kind, server, peer, topic, term, turn } = transition.action
    const its = sent.get(nameOf(server, peer, topic, term, turn))
    if (its !== undefined && kind <= ActionKind.Drop) all.push({ ...its, kind, took: now - its.at })
    if (now < 700_000 || now >= 1_400_000) return
    for (const one of transition.sent) {
      const { from, to, kind: its, term: sender } = one.message
      sent.set(nameOf(from, to, its, sender, one.turn), { ...one, at: now })
    }
  })
  const isOf = ({ message: { from, to } }: Fate): boolean => from === victim || to === victim
  return { of: all.filter(isOf), spared: all.filter((one) => !isOf(one)) }
}

const share = (all: readonly Fate[], kind: ActionKind): number =>
  all.filter((one) => one.kind === kind).length / all.length

test('loss: messages to and from the victims are lost, up to one in two, and no others', () => {
  const { of, spared } = fates(FaultKind.Loss, 1000)
  expect(Math.abs(share(of, ActionKind.Drop) - 0.5)).toBeLessThan(0.1)
  expect(Math.abs(share(fates(FaultKind.Loss, 200).of, ActionKind.Drop) - 0.1)).toBeLessThan(0.05)
  expect(share(spared, ActionKind.Drop)).toBe(0)
})

test('duplication: messages to and from the victims arrive twice, the second time later, and no others', () => {
  const { of, spared } = fates(FaultKind.Duplication, 1000)
  expect(share(spared, ActionKind.Duplicate)).toBe(0)
  const twice = of.filter(({ kind }) => kind === ActionKind.Duplicate)
  expect(twice.length).toBeGreaterThan(of.length / 5)
  for (const { message, took } of twice) {
    const last = of.find((one) => one.kind === ActionKind.Deliver && one.message === message)
    if (last !== undefined) expect(last.took).toBeGreaterThan(took)
  }
})

test('slowness: messages to and from the victims take up to 400 ms longer and overtake each other, and no others do', () => {
  const { of, spared } = fates(FaultKind.Slowness, 1000)
  const longest = 12_000
  expect(Math.max(...spared.map(({ took }) => took))).toBeLessThan(longest)
  const took = of.map((one) => one.took)
  expect(took.filter((one) => one > 100_000).length).toBeGreaterThan(took.length / 2)
  expect(Math.max(...took)).toBeLessThan(400_000 + longest)
  const heard = of.filter(({ message: { to, kind } }) => to === S3 && kind === MessageKind.AppendEntries)
  const turns = heard.map(({ turn }) => turn)
  expect(turns).not.toEqual([...turns].sort((one, other) => one - other))
})

test('fading-leader: most of what the leader sends is lost, and what it is sent is late; others are spared', () => {
  const victim = Number(leader) - 1
  const { of, spared } = fates(FaultKind.FadingLeader, 1000, victim)
  const [from, to] = [
    of.filter(({ message }) => message.from === victim),
    of.filter(({ message }) => message.to === victim),
  ]
  expect(Math.abs(share(from, ActionKind.Drop) - 0.75)).toBeLessThan(0.15)
  expect([share(to, ActionKind.Drop), share(spared, ActionKind.Drop)]).toEqual([0, 0])
  expect(to.filter(({ took }) => took > 100_000).length).toBeGreaterThan(to.length / 2)
  expect(Math.max(...from.map(({ took }) => took), ...spared.map(({ took }) => took))).toBeLessThan(12_000)
})

test('every fault has a name of its own, and stands in its place', () => {
  expect(FAULTS).toHaveLength(FAULT_KINDS)
  expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULT_KINDS)
  for (const [name, kind] of Object.entries(FaultKind)) {
    const told = name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()
    expect([faultOf(kind).name, faultNamed(told)]).toEqual([told, kind])
  }
  expect(faultNamed('none')).toBeUndefined()
})
