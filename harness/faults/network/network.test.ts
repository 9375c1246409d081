import { expect, test } from 'vitest'
import { FaultKind } from '../../plan/fault-kind.ts'
import { besetBy, bitesOf, dialled, seen } from '../../testing/during.ts'
import { CALM, play } from '../../testing/small-plan.ts'
import { S1, S3 } from '../../testing/small-world.ts'
import { ActionKind, type Action } from '../../world/action.ts'

const ONLY_S3 = { victims: 1 << S3 }
const touchesS3 = ({ server, peer }: Action): boolean => server === S3 || peer === S3
const isDelivery = ({ kind }: Action): boolean => kind === ActionKind.Deliver

test('isolate: one server is cut off, and what is sent to it and by it is lost', () => {
  const played = play(besetBy(FaultKind.Isolate, { strength: 7 }))
  const cuts = played.done.filter(({ kind }) => kind === ActionKind.Cut)
  expect(cuts).toMatchObject([{ server: 1 << S3, peer: 0b11011 }])
  expect(bitesOf(played, FaultKind.Isolate)).toBeGreaterThan(5)
})

test('flapping: links are cut and whole by turns, and whole in the end', () => {
  const { done, world } = play(besetBy(FaultKind.Flapping, { victims: 0b00011, strength: 100 }))
  const turns = done.filter(({ kind }) => kind === ActionKind.Cut || kind === ActionKind.Mend)
  expect(turns.length).toBeGreaterThan(20)
  turns.forEach(({ kind }, place) => expect(kind).toBe(place % 2 === 0 ? ActionKind.Cut : ActionKind.Mend))
  expect(world.links.some(({ cut }) => cut)).toBe(false)
})

test('bounded-queue: a link of the victims holds no more than its room, and others do', () => {
  // Strength 7 leaves room for one message.
  const plan = {
    ...besetBy(FaultKind.BoundedQueue, { ...ONLY_S3, strength: 7 }),
    network: { least: 20_000, mean: 20_000 },
  }
  const most = (from: number, to: number): number =>
    Math.max(
      ...seen(plan, (_, { links, now }) =>
        now > 800_000 && now < 1_390_000 ? links[from * 5 + to]?.inFlight.length : 0,
      ).all,
    )
  // One too many is there until it goes, in the same microsecond.
  expect(most(S1, S3)).toBeLessThanOrEqual(2)
  const { done, ...played } = play(plan)
  const lost = done.filter(({ kind }) => kind === ActionKind.Drop)
  expect(lost.length).toBeGreaterThan(3)
  expect(lost.every(touchesS3)).toBe(true)
  expect(bitesOf({ done, ...played }, FaultKind.BoundedQueue)).toBeGreaterThanOrEqual(lost.length)
})

test('clog: nothing comes through, and then everything at once', () => {
  const { done } = play(besetBy(FaultKind.Clog, ONLY_S3))
  const times = done.filter((one) => isDelivery(one) && touchesS3(one)).map(({ at }) => at)
  // What was sent before it began is on its way.
  expect(times.filter((at) => at > 720_000 && at < 1_400_000)).toEqual([])
  const burst = times.filter((at) => at >= 1_400_000 && at < 1_402_000)
  expect(burst.length).toBeGreaterThan(20)
})

/** How long the messages of a plan were under way. */
function journeys(dials: Parameters<typeof dialled>[0]): number[] {
  const sent = new Map<string, number>()
  const nameOf = (...parts: number[]): string => parts.join(' ')
  return seen(dialled(dials), ({ action: { kind, server, peer, topic, term, turn }, sent: out }, { now }) => {
    for (const { message, turn: its } of out)
      sent.set(nameOf(message.from, message.to, message.kind, message.term, its), now)
    const left = kind === ActionKind.Deliver ? sent.get(nameOf(server, peer, topic, term, turn)) : undefined
    return left === undefined ? undefined : now - left
  }).all
}

const { least, mean } = CALM.network
const longer = (times: number[], than: number): number =>
  times.filter((time) => time > than).length / times.length

test('uniform-delay: no message takes longer than eight times the mean, and half of them longer than four', () => {
  const times = journeys({ [FaultKind.UniformDelay]: 1000 })
  expect(Math.max(...times)).toBeLessThan(least + 8 * mean + 64)
  expect(Math.abs(longer(times, least + 4 * mean) - 0.5)).toBeLessThan(0.05)
  expect(longer(journeys({}), least + 4 * mean)).toBeLessThan(0.05)
})

test('heavy-delay: most messages are quick, and a few take very long', () => {
  const times = journeys({ [FaultKind.HeavyDelay]: 1000 })
  expect(longer(times, least + mean)).toBeLessThan(0.35)
  expect(longer(times, least + 20 * mean)).toBeGreaterThan(0.005)
  expect(longer(journeys({}), least + 5 * mean)).toBe(0)
})

test('reordering: messages overtake each other on their link, and where it is off they do not', () => {
  const overtakes = (reordering: number): number => {
    const plan = dialled({ [FaultKind.Reordering]: reordering }, { network: { least: 100, mean: 12_000 } })
    const sent = new Map<object, number>()
    const newest = new Map<number, number>()
    let count = 0
    let number = 0
    play(plan, ({ action: { kind, server, peer }, sent: out }, { input }) => {
      for (const { message } of out) sent.set(message, ++number)
      if (kind !== ActionKind.Deliver || input.message === undefined) return
      const [link, place] = [server * 5 + peer, sent.get(input.message) as number]
      if (place < (newest.get(link) ?? 0)) count++
      newest.set(link, Math.max(place, newest.get(link) ?? 0))
    })
    return count
  }
  expect(overtakes(1000)).toBeGreaterThan(10)
  expect(overtakes(0)).toBe(0)
})
