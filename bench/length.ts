import { defaultOptions } from '../core/options.ts'
import { clusterOf } from '../harness/plan/cluster-of.ts'
import { Operation } from '../core/command.ts'
import type { Plan } from '../harness/plan/plan.ts'
import { planOf } from '../harness/plan/plans.ts'
import { runTrial } from '../harness/campaign/trial.ts'
import type { Chooser } from '../harness/schedule/chooser.ts'
import { blankRecording } from '../harness/schedule/record.ts'
import { scheduler } from '../harness/schedule/scheduler.ts'
import { embeddedCore } from '../harness/targets/core.ts'
import { openWorld } from '../harness/world/world.ts'
import { monitors } from '../properties/monitors.ts'
import { whole } from '../reports/terminal/numbers.ts'
import { heading, load } from './measure.ts'

/**
 * Whether an action costs more the longer a run has lasted, or the longer the log is: a seed's clients and faults, again
 * and again without end, all monitors on. Each tenth of a run is timed; the least of two runs counts, for garbage is
 * collected in one tenth or another, and the sum over several seeds, for tenths differ in what happens in them. The
 * search for a linearization comes after the last action, and is not timed.
 */
const TENTHS = 10
const RUNS = 2
const SEEDS = [7, 8, 9, 11, 12, 13]

heading('length', 'the cost of an action in the last tenth of a run, to that in the first')
measure('1,000,000 actions, compaction on', 1_000_000, 20)
measure('a log of 100,000 entries, crashes on', 1_900_000, 0)
load()

function measure(what: string, actions: number, snapshotThreshold: number): void {
  const sums = new Array<number>(TENTHS).fill(0)
  const lengths: number[] = []
  run(longPlan(SEEDS[0] as number, actions, snapshotThreshold), actions / TENTHS)
  for (const seed of SEEDS) {
    const plan = longPlan(seed, actions, snapshotThreshold)
    const runs = Array.from({ length: RUNS }, () => run(plan, actions))
    lengths.push(runs[0]?.logLength ?? 0)
    sums.forEach((sum, tenth) => {
      sums[tenth] = sum + Math.min(...runs.map(({ times }) => times[tenth] as number))
    })
  }
  const [first, last] = [sums[0] as number, sums[TENTHS - 1] as number]
  const each = actions * SEEDS.length
  const nanoseconds = sums.map((sum) => ((sum / each) * TENTHS * 1e6).toFixed(0)).join(' ')
  console.log(
    `  ${what.padEnd(38)} ${(last / first).toFixed(2)} (nanoseconds by tenth: ${nanoseconds}; logs of ${whole(Math.min(...lengths))} or more)`,
  )
}

function run(plan: Plan, actions: number): { times: readonly number[]; logLength: number } {
  const world = openWorld(embeddedCore, clusterOf(plan))
  const times: number[] = []
  const chooser = timed(scheduler(world, plan), actions / TENTHS, times)
  runTrial(world, chooser, monitors, { recording: blankRecording(), most: actions })
  const lengths = world.seats.map(({ server }) =>
    server === null ? 0 : (embeddedCore.observe(server).log?.entries.length ?? 0),
  )
  return { times, logLength: Math.max(...lengths) }
}

/** A chooser that notes the time, in milliseconds, after every so many actions. */
function timed(chooser: Chooser, every: number, times: number[]): Chooser {
  let begun = performance.now()
  return {
    next: chooser.next,
    see: (transition) => {
      chooser.see(transition)
      if (transition.position === 0 || transition.position % every !== 0) return
      const now = performance.now()
      times.push(now - begun)
      begun = now
    },
  }
}

/** The plan of a seed, five servers, repeated until it is long enough. */
function longPlan(seed: number, actions: number, snapshotThreshold: number): Plan {
  const one = planOf(seed, { servers: 5, storm: 8_000_000 })
  const options = {
    ...defaultOptions(5),
    preVote: true,
    checkQuorum: true,
    stickiness: true,
    snapshotThreshold,
  }
  const operations = one.operations.filter(({ operation }) => operation <= Operation.Swap)
  const times = Array.from({ length: Math.ceil(actions / 2_000) }, (_, round) => round)
  return {
    ...one,
    options,
    synchronousDisk: false,
    operations: times.flatMap((round) =>
      operations.map((operation) => ({ ...operation, at: operation.at + round * one.stormEnds })),
    ),
    episodes: times.flatMap((round) =>
      one.episodes.map((episode) => ({
        ...episode,
        from: episode.from + round * one.stormEnds,
        until: episode.until + round * one.stormEnds,
      })),
    ),
    stormEnds: times.length * one.stormEnds,
    length: times.length * one.stormEnds,
  }
}
