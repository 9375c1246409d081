import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Operation } from '../../core/command.ts'
import type { Options } from '../../core/options.ts'
import { blankGauge, gaugeTransition, type Gauge } from '../campaign/gauge.ts'
import { runTrial } from '../campaign/trial.ts'
import { clusterOf } from '../plan/cluster-of.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import type { Episode, Plan } from '../plan/plan.ts'
import { plans } from '../plan/plans.ts'
import { embeddedCore } from '../targets/core.ts'
import { CALM, episode, play, type Played } from '../testing/small-plan.ts'
import { ActionKind } from '../world/action.ts'
import { whyNot } from '../world/possible.ts'
import { openWorld } from '../world/world.ts'
import { scheduler } from './scheduler.ts'

/** Lets a plan happen, and refuses the first action that cannot. */
function playPossible(plan: Plan, gauge: Gauge): void {
  const world = openWorld(embeddedCore, clusterOf(plan))
  const { see, next } = scheduler(world, plan)
  const possible = (): ReturnType<typeof next> => {
    const chosen = next()
    const reason = chosen === undefined ? undefined : whyNot(world, chosen)
    if (reason !== undefined) expect.fail(reason)
    return chosen
  }
  const told = (transition: Parameters<typeof see>[0]): void => {
    gaugeTransition(gauge, transition, world.cluster)
    see(transition)
  }
  runTrial(world, { see: told, next: possible }, [])
}

test('every action that it hands out is possible then', () => {
  const gauge = blankGauge()
  fc.assert(
    fc.property(plans({ storm: 600_000 }), (plan) => playPossible(plan, gauge)),
    { numRuns: 60, seed: 1 },
  )
  const crashes = Array.from({ length: 15 }, (_, place) => {
    const from = 400_000 + place * 100_000
    return episode(FaultKind.Crash, { from, until: from + 50_000, victims: 1 << (place % 5) })
  })
  playPossible({ ...CALM, disk: { least: 1_000, mean: 60_000 }, episodes: crashes }, gauge)
  expect(gauge.leaders).toBeGreaterThan(20)
  expect(gauge.kinds[ActionKind.Lose]).toBeGreaterThan(5)
})

test('a server that applies in pages goes on until it has applied all that is committed', () => {
  const pages = (applyPage: number): Played => play({ ...CALM, options: { ...CALM.options, applyPage } })
  const { world, gauge } = pages(1)
  expect(gauge.kinds[ActionKind.Apply]).toBeGreaterThan(5)
  const applied = world.seats.map(({ server }) => server && world.target.observe(server))
  for (const seen of applied) expect(seen?.lastApplied).toBe(seen?.commitIndex)
  expect(pages(0).gauge.kinds[ActionKind.Apply]).toBe(0)
})

test('two runs of one plan are the same run', () => {
  const plan = { ...CALM, episodes: [episode(FaultKind.Loss, { victims: 3 })] }
  expect(play(plan)).toEqual(play(plan))
})

test('two plans that first differ late run alike until then, and otherwise than with another seed', () => {
  const until = (plan: Plan): unknown => play({ ...plan, length: 700_000 - 1 }).done
  expect(until({ ...CALM, episodes: [episode(FaultKind.Crash, { victims: 7 })] })).toEqual(until(CALM))
  expect(until({ ...CALM, seed: 2 })).not.toEqual(until(CALM))
})

test('clients ask any server to read where followers answer, and else whoever leads', () => {
  const operations = CALM.operations.map((one, place) =>
    place % 2 === 0 ? one : { ...one, operation: Operation.Read },
  )
  const followerReads = (options: Partial<Options>): number => {
    const gauge = blankGauge()
    playPossible({ ...CALM, options: { ...CALM.options, ...options }, operations }, gauge)
    expect(gauge.acknowledged).toBeGreaterThan(150)
    return gauge.followerReads
  }
  expect(followerReads({})).toBe(0)
  expect(followerReads({ followerReads: true })).toBeGreaterThan(20)
})

test('a leader that holds a lease answers reads at once', () => {
  const operations = CALM.operations.map((one) => ({ ...one, operation: Operation.Read }))
  const promptReads = (leaseReads: boolean): number => {
    const gauge = blankGauge()
    playPossible({ ...CALM, options: { ...CALM.options, leaseReads }, operations }, gauge)
    return gauge.promptReads
  }
  expect(promptReads(false)).toBe(0)
  expect(promptReads(true)).toBeGreaterThan(150)
})

const storms = (...episodes: Episode[]): Plan => ({ ...CALM, episodes })
const cutLinks = ({ world }: Played): number => world.links.filter(({ cut }) => cut).length
const down = ({ world }: Played): number => world.seats.filter(({ server }) => server === null).length

test('what two episodes cut is whole again once both have ended', () => {
  const [long, short] = [
    episode(FaultKind.Split, { victims: 1 }),
    episode(FaultKind.Split, { victims: 1, from: 800_000, until: 1_000_000 }),
  ]
  const plan = storms(long, short)
  expect(cutLinks(play({ ...plan, length: 1_100_000 }))).toBe(8)
  expect(cutLinks(play(plan))).toBe(0)
})

test('whom two episodes keep down starts again once both have ended', () => {
  const plan = storms(
    episode(FaultKind.Crash, { victims: 3 }),
    episode(FaultKind.Crash, { victims: 6, from: 800_000, until: 1_000_000 }),
  )
  expect(down(play({ ...plan, length: 900_000 }))).toBe(3)
  expect(down(play({ ...plan, length: 1_100_000 }))).toBe(2)
  expect(down(play(plan))).toBe(0)
})

test('an episode that ends in the microsecond in which it begins ends', () => {
  const at = { from: 900_000, until: 900_000 }
  for (let victims = 1; victims < 8; victims++) {
    expect(down(play(storms(episode(FaultKind.Crash, { ...at, victims }))))).toBe(0)
  }
})

test('links are whole after episodes that all end at once', () => {
  const cuts = [1, 2, 4].map((victims) => episode(FaultKind.Split, { victims }))
  const plan = storms(episode(FaultKind.Crash, { victims: 16 }), ...cuts)
  for (let seed = 0; seed < 10; seed++) expect(cutLinks(play({ ...plan, seed }))).toBe(0)
})

test('a server that is to start again in the microsecond of its crash first finds out what it lost', () => {
  const episodes = Array.from({ length: 30 }, (_, place) => {
    const at = 300_000 + place * 40_000
    return episode(FaultKind.Crash, { from: at, until: at, victims: 31 })
  })
  for (let seed = 0; seed < 10; seed++) playPossible({ ...CALM, seed, episodes }, blankGauge())
})

test('the calm is calm: after the storm every link is whole, and every server up but those that are down for good or whose disks have rotted or stalled', () => {
  const property = fc.property(plans({ storm: 300_000 }), (plan) => {
    // The operator stops nobody.
    const dials = { ...plan.dials, [FaultKind.RemovedServers]: 1000 }
    const after = play({ ...plan, dials, length: plan.stormEnds + 500_000, calm: 0 })
    expect(after.world.links.filter(({ cut, gone }) => cut && !gone)).toEqual([])
    // Who was down already when it was to go for good is kept down, and may start in the calm of another scheduler.
    const lost = plan.episodes
      .filter(({ fault }) => fault === FaultKind.DownForGood || fault === FaultKind.ReplacedDisk)
      .reduce((set, { victims }) => set | victims, 0)
    after.world.seats.forEach(({ server, files, stalled }, id) => {
      if (stalled) return
      expect(server === null).toBe(
        ((lost >> id) & 1) === 1 || files.some(({ records }) => records.some(({ whole }) => !whole)),
      )
    })
  })
  fc.assert(property, { numRuns: 60, seed: 1, endOnFailure: true })
})
