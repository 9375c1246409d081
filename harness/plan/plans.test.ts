import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAdministrative, Operation } from '../../core/command.ts'
import { MachineKind } from '../../core/options.ts'
import { clusterOf } from './cluster-of.ts'
import { drawnFaults } from './drawn-faults.ts'
import { FaultKind } from './fault-kind.ts'
import type { Plan } from './plan.ts'
import { planOf, plans, type PlanOptions } from './plans.ts'

const holds = (check: (plan: Plan) => void): void =>
  fc.assert(
    fc.property(plans(), (plan) => check(plan)),
    { numRuns: 40 },
  )
const within = (number: number, least: number, most: number): void => {
  expect(number).toBeGreaterThanOrEqual(least)
  expect(number).toBeLessThanOrEqual(most)
}

test('a plan is for 1 to 7 servers with the timeouts of the paper, and a storm of 6 to 12 seconds', () => {
  holds(({ options, network, stormEnds, length, calm, seed }) => {
    within(options.servers, 1, 7)
    within(options.maxEntriesPerAppend, 1, 64)
    expect([options.electionTimeoutLeast, options.electionTimeoutMost]).toEqual([150_000, 300_000])
    within(options.heartbeatInterval, 30_000, 75_000)
    within(network.least + network.mean, 0, 15_000)
    within(stormEnds, 6_000_000, 12_000_000)
    expect(length).toBe(stormEnds)
    expect([0, 40]).toContain(calm)
    within(seed, 0, 0x7fffffff)
  })
})

test('an episode is a known fault, lies within the storm, and has victims among the servers', () => {
  holds(({ options, stormEnds, episodes }) => {
    for (const { fault, from, until, victims, strength } of episodes) {
      expect(Object.values(FaultKind)).toContain(fault)
      within(from, 0, until)
      within(until, from, stormEnds)
      within(victims, 1, (1 << options.servers) - 1)
      within(strength, 1, 1000)
    }
  })
})

const FOR_GOOD: readonly FaultKind[] = [
  FaultKind.Rot,
  FaultKind.DownForGood,
  FaultKind.StalledDisk,
  FaultKind.ReplacedDisk,
]

test('most plans end in a calm, for which one session has commands left, and the operator what its cluster can do', () => {
  const all = Array.from({ length: 200 }, (_, seed) => planOf(seed))
  const calm = all.filter((plan) => plan.calm > 0)
  within(calm.length, 150, 190)
  for (const { operations, stormEnds, calm: timeouts } of all) {
    const kept = operations.filter(({ at }) => at === stormEnds + 1)
    const commands = kept.filter(({ operation }) => !isAdministrative(operation))
    expect([commands.length, new Set(commands.map(({ session }) => session)).size]).toEqual(
      timeouts === 0 ? [0, 0] : [24, 1],
    )
    within(kept.length - commands.length, 0, timeouts === 0 ? 0 : 2)
  }
  const requests = calm.flatMap(({ operations, stormEnds }) =>
    operations.filter(({ at }) => at === stormEnds + 1),
  )
  const kinds = new Set(requests.map(({ operation }) => operation))
  expect(kinds.has(Operation.Reconfigure) && kinds.has(Operation.TransferLeadership)).toBe(true)
})

test('in some plans one server loses some of its links for good, and not all', () => {
  const all = Array.from({ length: 400 }, (_, seed) => planOf(seed)).filter(
    ({ severed }) => severed.length > 0,
  )
  within(all.length, 10, 60)
  for (const { severed, options, stormEnds } of all) {
    for (const { at, from, to } of severed) {
      within(at, stormEnds / 2, stormEnds)
      expect(from & to).toBe(0)
      within((from | to).toString(2).replaceAll('0', '').length, 2, options.servers - 1)
    }
  }
})

test('few plans ask for members of whom no majority survives what is lost for good', () => {
  const lost = Array.from({ length: 4000 }, (_, seed) => planOf(seed, { storm: 100_000 })).flatMap((plan) => {
    const victims = plan.episodes
      .filter(({ fault }) => FOR_GOOD.includes(fault))
      .reduce((set, { victims: its }) => set | its, 0)
    const sizeOf = (set: number): number => set.toString(2).replaceAll('0', '').length
    const asked = plan.operations.filter(({ operation }) => operation === Operation.Reconfigure)
    const isLost = ({ value }: { value: number }): boolean => sizeOf(value & victims) * 2 >= sizeOf(value)
    return victims === 0 || asked.length === 0 ? [] : [asked.some(isLost)]
  })
  expect(lost.length).toBeGreaterThan(20)
  within(lost.filter((is) => is).length, 1, lost.length / 4)
})

test('few plans have servers that suffer something for good, and never a majority of them', () => {
  const victimsOf = ({ episodes }: Plan): number =>
    episodes.filter(({ fault }) => FOR_GOOD.includes(fault)).reduce((set, { victims }) => set | victims, 0)
  const sizeOf = (set: number): number => set.toString(2).replaceAll('0', '').length
  holds((plan) => {
    within(sizeOf(victimsOf(plan)), 0, (plan.options.servers - 1) / 2)
  })
  const suffering = Array.from({ length: 400 }, (_, seed) => planOf(seed)).filter(
    (plan) => victimsOf(plan) > 0,
  )
  within(suffering.length, 20, 80)
})

test('operations come in order, within the storm or kept for the calm, and each that writes has a value of its own', () => {
  holds(({ stormEnds, operations: all, options }) => {
    const operations = all.filter(({ operation }) => !isAdministrative(operation))
    const times = operations.map(({ at }) => at)
    expect(times).toEqual([...times].sort((one, other) => one - other))
    for (const at of times) within(at, 0, stormEnds + 1)
    const written = operations
      .filter(({ operation }) => operation !== Operation.Read)
      .map(({ value }) => value)
    expect(new Set(written).size).toBe(written.length)
    const { Read, Write, Swap, Append } = Operation
    const known: readonly Operation[] =
      options.machine === MachineKind.KeyValue ? [Read, Write, Swap] : [Read, Append]
    for (const { operation } of operations) expect(known).toContain(operation)
  })
})

test('a swap expects the newest value that was to be written to its key before', () => {
  holds(({ operations }) => {
    const newest = new Map<number, number>()
    for (const { operation, key, value, expected } of operations) {
      if (isAdministrative(operation)) continue
      if (operation === Operation.Swap) expect(expected).toBe(newest.get(key) ?? 0)
      if (operation !== Operation.Read) newest.set(key, value)
    }
  })
})

test('a cluster asks of each session what the plan has for it, numbered from 1', () => {
  holds((plan) => {
    clusterOf(plan).operations.forEach((commands, session) => {
      const planned = plan.operations.filter((one) => one.session === session)
      expect(commands.map(({ serial }) => serial)).toEqual(planned.map((_, place) => place + 1))
      expect(commands.map(({ value, session: its }) => [value, its])).toEqual(
        planned.map(({ value }) => [value, session]),
      )
    })
  })
})

test('an operator asks in order, for members that are servers, of whom hardly ever nobody votes', () => {
  holds(({ operations, options }) => {
    const requests = operations.filter(({ operation }) => isAdministrative(operation))
    expect(new Set(requests.map(({ session }) => session)).size).toBeLessThanOrEqual(1)
    const times = requests.map(({ at }) => at)
    expect(times).toEqual([...times].sort((one, other) => one - other))
    for (const { operation, value, expected } of requests) {
      if (operation === Operation.TransferLeadership) within(value, 0, options.servers - 1)
      else within(value, 0, (1 << options.servers) - 1)
      expect(operation === Operation.Reconfigure ? value & expected : 0).toBe(0)
    }
  })
})

test('now and then an operator asks for nobody, which is to be refused', () => {
  const wanted = Array.from({ length: 200 }, (_, seed) => planOf(seed, { features: ['membership'] }))
    .flatMap(({ operations }) => operations)
    .filter(({ operation }) => operation === Operation.Reconfigure)
  within(wanted.filter(({ value }) => value === 0).length / wanted.length, 0.01, 0.1)
})

test('what is fixed stays so', () => {
  const property = fc.property(
    fc.integer({ min: 1, max: 7 }),
    fc.integer({ min: 1, max: 1e7 }),
    fc.nat(),
    (servers, storm, seed) => {
      const { options, stormEnds } = planOf(seed, { servers, storm, features: ['pre-vote'] })
      expect([options.servers, stormEnds]).toEqual([servers, storm])
      expect(options).toMatchObject({ preVote: true, checkQuorum: false, snapshotThreshold: 0 })
    },
  )
  fc.assert(property, { numRuns: 40 })
})

test('a seed has one plan, and its neighbour another; sizes, machines and faults are all drawn', () => {
  const drawn = Array.from({ length: 100 }, (_, seed) => planOf(seed))
  expect(planOf(7)).toEqual(drawn[7])
  expect(new Set(drawn.map(({ seed }) => seed)).size).toBe(100)
  expect(new Set(drawn.map(({ options }) => options.servers))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]))
  expect(new Set(drawn.map(({ options }) => options.machine)).size).toBe(2)
})

test('some plans are calm, some never are, and each fault is drawn by some, and none by all', () => {
  const drawn = Array.from({ length: 400 }, (_, seed) => planOf(seed))
  within(
    drawn.filter((plan) => !drawnFaults(plan).slice(0, FaultKind.ClockOffset).includes(true)).length,
    4,
    40,
  )
  within(drawn.filter(({ calm }) => calm === 0).length, 20, 100)
  for (const [name, fault] of Object.entries(FaultKind)) {
    const plans = drawn.filter((plan) => drawnFaults(plan)[fault])
    expect(plans.length, name).toBeGreaterThan(0)
    expect(plans.length, name).toBeLessThan(370)
  }
})

test('at most one plan in twenty has a fault that breaks something', () => {
  const breaks = ({ episodes, options, clocks }: Plan): boolean => {
    const has = (fault: FaultKind): boolean => episodes.some((episode) => episode.fault === fault)
    const runsAway = clocks.some(({ rate }) => Math.abs(rate - 1000) > options.clockDrift)
    return has(FaultKind.WipedDisk) || (options.leaseReads && (has(FaultKind.ClockJump) || runsAway))
  }
  within(Array.from({ length: 1000 }, (_, seed) => planOf(seed)).filter(breaks).length, 10, 50)
})

test('a server whose disk is replaced is removed, after a spare one was added; nobody else adds or removes these', () => {
  let replaced = 0
  for (let seed = 0; seed < 400; seed++) {
    const { episodes, operations, options } = planOf(seed)
    const lost = episodes.find(({ fault }) => fault === FaultKind.ReplacedDisk)
    if (lost === undefined) continue
    replaced++
    const spare = 1 << (options.servers - 1)
    expect(options.voters & spare).toBe(0)
    const members = operations
      .filter(({ operation, value }) => operation === Operation.Reconfigure && value !== 0)
      .map(({ value, expected }) => value | expected)
    const added = members.findIndex((set) => (set & spare) !== 0)
    expect(added).toBeGreaterThanOrEqual(0)
    expect(members.slice(added).every((set) => (set & spare) !== 0)).toBe(true)
    expect((members.at(-1) as number) & lost.victims).toBe(0)
  }
  expect(replaced).toBeGreaterThan(5)
})

test('the faults that are wanted are all there, and no others; those that are not wanted are not', () => {
  const drawn = (faults: PlanOptions): Set<number> =>
    new Set(
      Array.from({ length: 30 }, (_, seed) => planOf(seed, faults)).flatMap((plan) =>
        drawnFaults(plan).flatMap((has, fault) => (has ? [fault] : [])),
      ),
    )
  const { Pause, WipedDisk, LateCopies } = FaultKind
  expect(drawn({ faults: [Pause, WipedDisk, LateCopies] })).toEqual(new Set([Pause, WipedDisk, LateCopies]))
  expect(drawn({ faults: [] })).toEqual(new Set())
  const without = drawn({
    without: [FaultKind.Crash, FaultKind.Transfers, FaultKind.ClockRate, FaultKind.Reordering],
  })
  for (const fault of [FaultKind.Crash, FaultKind.Transfers, FaultKind.Reordering])
    expect(without.has(fault)).toBe(false)
  expect(without.size).toBeGreaterThan(25)
})
