import { expect, test } from 'vitest'
import { runTrial } from '../campaign/trial.ts'
import { clusterOf } from '../plan/cluster-of.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import { embeddedCore } from '../targets/core.ts'
import { CALM, episode, play } from '../testing/small-plan.ts'
import { ActionKind, type Action } from '../world/action.ts'
import type { Transition } from '../world/transition.ts'
import { openWorld, type World } from '../world/world.ts'
import { replayer } from './replay.ts'

const plan = {
  ...CALM,
  seed: 6,
  episodes: [episode(FaultKind.CrashLeader, {}), episode(FaultKind.Loss, { victims: 2 })],
}
const actions = play(plan).done
const delivers = ({ kind }: Action): boolean => kind === ActionKind.Deliver

/** Some of the places where this kind of action stands, spread over the run. */
function placesOf(kind: ActionKind): number[] {
  const places = actions.flatMap((one, place) => (one.kind === kind ? [place] : []))
  return places.filter((_, number) => number % Math.ceil(places.length / 12) === 0)
}

/** Plays all actions but one, leaving out what then cannot happen, and shows each that happens. */
function playWithout(struck: number, see: (world: World, done: Action) => void): number {
  const world = openWorld(embeddedCore, clusterOf(plan))
  const kept = actions.filter((_, place) => place !== struck)
  const chooser = replayer(world, kept, { lenient: true })
  const told = ({ position, action }: Transition): void => {
    if (position > 0) see(world, action)
  }
  runTrial(world, { see: told, next: () => chooser.next() }, [])
  return chooser.skipped
}

test('striking the loss of a message takes nothing else away', () => {
  const losses = placesOf(ActionKind.Drop)
  expect(losses.length).toBeGreaterThan(5)
  for (const loss of losses) expect(playWithout(loss, () => undefined)).toBe(0)
})

test('what is struck renames nothing: a delivery finds what it names, or one of its kind and term, or nothing', () => {
  for (const place of [...placesOf(ActionKind.Deliver), ...placesOf(ActionKind.Flush)]) {
    const skipped = playWithout(place, (world, { kind, server, peer, topic, term }) => {
      const { message } = world.input
      const same =
        message?.from === server && message.to === peer && message.kind === topic && message.term === term
      if (kind === ActionKind.Deliver && !same) expect.fail('another message was delivered under its name')
    })
    expect(skipped).toBeLessThan(actions.length - place)
  }
})

test('striking one message leaves most of the later ones to be delivered', () => {
  const shares = placesOf(ActionKind.Deliver).map((struck) => {
    let found = 0
    playWithout(struck, (_world, done) => {
      if (delivers(done)) found++
    })
    const before = actions.slice(0, struck).filter(delivers).length
    return (found - before) / actions.slice(struck + 1).filter(delivers).length
  })
  expect(shares.sort((one, other) => one - other)[6]).toBeGreaterThan(0.5)
})
