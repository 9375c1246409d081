import { FaultKind } from '../harness/plan/fault-kind.ts'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Operation } from '../core/command.ts'
import { defaultOptions } from '../core/options.ts'
import { runTrial } from '../harness/campaign/trial.ts'
import { clusterOf } from '../harness/plan/cluster-of.ts'
import type { Plan } from '../harness/plan/plan.ts'
import type { Chooser } from '../harness/schedule/chooser.ts'
import { scheduler } from '../harness/schedule/scheduler.ts'
import { embeddedCore } from '../harness/targets/core.ts'
import { openWorld } from '../harness/world/world.ts'
import type { Monitor } from '../harness/monitor.ts'
import { monitors } from '../properties/monitors.ts'
import { span, whole } from '../reports/terminal/numbers.ts'
import { heading, load, seconds } from './measure.ts'

/**
 * How much virtual time passes in a second of processor time: five servers in calm water, all monitors on, with
 * heartbeats only and with a hundred commands a virtual second; the search for a linearization is part of it. And
 * whether memory is flat: what is still in use half-way through and at the end, after the engine has collected all that
 * is not. Of every command monitors must remember something, for what was committed holds for ever and a history is
 * judged when it is over; what each costs is printed, and beside it what is left without monitors.
 */
const SERVERS = 5
const SESSIONS = 20
const KEYS = 20

heading('virtual', 'virtual to processor time on one core, 5 servers, all monitors on')
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
measure('heartbeats only', 4 * 3600, 0, monitors)
measure('100 commands a virtual second', 1800, 100, monitors)
measure('the same, no monitor', 1800, 100, [])
load()

function measure(
  what: string,
  virtualSeconds: number,
  commandsPerSecond: number,
  judges: readonly Monitor[],
): void {
  run(planOf(60, commandsPerSecond), judges)
  const { taken, actions, acknowledged, violations, half, end } = run(
    planOf(virtualSeconds, commandsPerSecond),
    judges,
  )
  const times = virtualSeconds / taken
  console.log(
    `  ${what.padEnd(30)} ${whole(times)} to 1: ${span(virtualSeconds)} in ${span(taken)}, ${whole(actions)} actions`,
  )
  const each =
    acknowledged === 0
      ? ''
      : `, ${whole((2 * (end - half)) / acknowledged)} bytes for each command of the second half`
  console.log(
    `    in use half-way and at the end ${(half / 1e6).toFixed(1)} MB, ${(end / 1e6).toFixed(1)} MB${each}`,
  )
  console.log(`    acknowledged, violations       ${whole(acknowledged)}, ${violations}`)
}

function run(
  plan: Plan,
  judges: readonly Monitor[],
): {
  readonly taken: number
  readonly actions: number
  readonly acknowledged: number
  readonly violations: number
  readonly half: number
  readonly end: number
} {
  const world = openWorld(embeddedCore, clusterOf(plan))
  const used: number[] = []
  let collecting = 0
  const weigh = (): void => {
    const begun = seconds()
    collect()
    used.push(process.memoryUsage().heapUsed)
    collecting += seconds() - begun
  }
  const begun = seconds()
  const chooser = weighed(scheduler(world, plan), [plan.length / 2, plan.length - 1_000_000], weigh)
  const { actions, gauge, violations } = runTrial(world, chooser, judges, { most: Infinity })
  const taken = seconds() - begun - collecting
  const [half = 0, end = 0] = used
  return { taken, actions, acknowledged: gauge.acknowledged, violations: violations.length, half, end }
}

/** A chooser that weighs what is in use at these virtual times. */
function weighed(chooser: Chooser, times: readonly number[], weigh: () => void): Chooser {
  let done = 0
  return {
    next: chooser.next,
    see: (transition) => {
      chooser.see(transition)
      if (transition.action.at < (times[done] ?? Infinity)) return
      done++
      weigh()
    },
  }
}

/** Clients in turn read and write, at even distances; nothing goes wrong. */
function planOf(virtualSeconds: number, commandsPerSecond: number): Plan {
  const length = virtualSeconds * 1_000_000
  const operations = Array.from({ length: virtualSeconds * commandsPerSecond }, (_, place) => ({
    session: place % SESSIONS,
    operation: place % 3 === 0 ? Operation.Read : Operation.Write,
    key: Math.floor(place / 3) % KEYS,
    value: place % 3 === 0 ? 0 : place + 1,
    expected: 0,
    at: Math.floor((place * 1_000_000) / commandsPerSecond),
  }))
  return {
    version: 1,
    seed: 1,
    options: { ...defaultOptions(SERVERS), snapshotThreshold: 1000, segmentRecords: 256 },
    synchronousDisk: false,
    clocks: [],
    network: { least: 1_000, mean: 1_000 },
    disk: { least: 100, mean: 500 },
    operations,
    episodes: [],
    dials: { [FaultKind.Reordering]: 1000, [FaultKind.Impatience]: 250, [FaultKind.RetriesElsewhere]: 700 },
    severed: [],
    calm: 0,
    stormEnds: length,
    length,
  }
}
