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
import { median, whole } from '../reports/terminal/numbers.ts'
import { heading, load } from './measure.ts'

/**
 * Whether an action costs more the longer a run has lasted, or the longer the log is: a seed's clients and faults, again
 * and again without end, all monitors on. Each tenth of a run is timed in slices, of which the median counts: the engine
 * goes through its whole heap a few times a run, in one slice or another; what that comes to is printed beside it. It is
 * the sum over several seeds, for tenths differ in what happens in them. The search for a linearization comes after the
 * last action, and is not timed.
 */
const TENTHS = 10
const SLICES = 20
const SEEDS = [7, 8, 9, 11, 12, 13]
/** Those whose clusters get so much done that their logs grow as long as is claimed. */
const BUSY_SEEDS = [1, 2, 7, 30]

heading('length', 'the cost of an action in the last tenth of a run, to that in the first')
measure('1,000,000 actions, compaction on', SEEDS, 1_000_000, 20)
measure('a log of 100,000 entries, crashes on', BUSY_SEEDS, 2_400_000, 0)
load()

function measure(what: string, seeds: readonly number[], actions: number, snapshotThreshold: number): void {
  const medians = new Array<number>(TENTHS).fill(0)
  const totals = new Array<number>(TENTHS).fill(0)
  const lengths: number[] = []
  run(longPlan(seeds[0] as number, actions, snapshotThreshold), actions / TENTHS)
  for (const seed of seeds) {
    const { times, logLength } = run(longPlan(seed, actions, snapshotThreshold), actions)
    lengths.push(logLength)
    for (let tenth = 0; tenth < TENTHS; tenth++) {
      const slices = times.slice(tenth * SLICES, (tenth + 1) * SLICES)
      medians[tenth] = (medians[tenth] as number) + median(slices) * SLICES
      totals[tenth] = (totals[tenth] as number) + slices.reduce((sum, time) => sum + time, 0)
    }
  }
  const nanoseconds = (sums: readonly number[]): string =>
    sums.map((sum) => ((sum / (actions * seeds.length)) * TENTHS * 1e6).toFixed(0)).join(' ')
  console.log(`  ${what.padEnd(38)} ${growth(medians)} (logs of ${whole(Math.min(...lengths))} or more)`)
  console.log(`    nanoseconds by tenth               ${nanoseconds(medians)}`)
  console.log(`    whole-heap collections included    ${growth(totals)}: ${nanoseconds(totals)}`)
}

function growth(tenths: readonly number[]): string {
  return ((tenths[TENTHS - 1] as number) / (tenths[0] as number)).toFixed(2)
}

function run(plan: Plan, actions: number): { times: readonly number[]; logLength: number } {
  const world = openWorld(embeddedCore, clusterOf(plan))
  const times: number[] = []
  const chooser = timed(scheduler(world, plan), actions / (TENTHS * SLICES), times)
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
    clocks: [],
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
    calm: 0,
  }
}
