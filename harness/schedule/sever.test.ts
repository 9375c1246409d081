import { expect, test } from 'vitest'
import { currentLeader } from '../faults/stage/stage.ts'
import type { Severance } from '../plan/plan.ts'
import { CALM, play } from '../testing/small-plan.ts'
import type { World } from '../world/world.ts'

/** S1 loses the links to S2 and S3 one second after the start. */
const severance: Severance = { at: 1_000_000, from: 0b00001, to: 0b00110, bothWays: false, ofLeader: false }

/** The links that are gone for good when a plan with this is over, each as sender and receiver, from 0. */
const goneAfter = (severed: Severance): (readonly [number, number])[] =>
  gone(play({ ...CALM, severed: [severed] }).world)
const gone = ({ links, seats }: World): (readonly [number, number])[] =>
  links.flatMap((link, place) =>
    link.gone ? [[Math.floor(place / seats.length), place % seats.length] as const] : [],
  )

const leader = currentLeader(play({ ...CALM, length: 999_000 }).world)

test('links are cut at their time, one way or both ways, and never whole again', () => {
  expect(gone(play({ ...CALM, severed: [severance], length: 999_000 }).world)).toEqual([])
  expect(goneAfter(severance)).toEqual([
    [0, 1],
    [0, 2],
  ])
  expect(goneAfter({ ...severance, bothWays: true })).toHaveLength(4)
})

test('it befalls whoever leads then, who changes places with the one that was drawn', () => {
  expect(leader).toBeGreaterThan(0)
  const placeOf = (server: number): number => (server === 0 ? leader : server === leader ? 0 : server)
  const cut = goneAfter({ ...severance, ofLeader: true })
  expect(cut).toEqual(expect.arrayContaining([1, 2].map((other) => [leader, placeOf(other)])))
  expect(cut).toHaveLength(2)
  const hears = goneAfter({ ...severance, from: 0b11110, to: 0b00001, ofLeader: true })
  expect(hears.map(([, to]) => to)).toEqual([leader, leader, leader, leader])
})
