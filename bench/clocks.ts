import { addGauge, blankGauge } from '../harness/campaign/gauge.ts'
import { runTrial, type Outcome } from '../harness/campaign/trial.ts'
import { clusterOf } from '../harness/plan/cluster-of.ts'
import { FEATURES } from '../harness/plan/feature.ts'
import type { Monitor } from '../harness/monitor.ts'
import type { Plan } from '../harness/plan/plan.ts'
import { planOf } from '../harness/plan/plans.ts'
import type { Chooser } from '../harness/schedule/chooser.ts'
import { blankRecording } from '../harness/schedule/record.ts'
import { scheduler } from '../harness/schedule/scheduler.ts'
import { embeddedCore } from '../harness/targets/core.ts'
import type { Clock } from '../harness/world/clock.ts'
import { openWorld } from '../harness/world/world.ts'
import { monitors } from '../properties/monitors.ts'
import { share, whole } from '../reports/terminal/numbers.ts'
import { tableLine, type Column } from '../reports/terminal/table-line.ts'
import { heading, load } from './measure.ts'
import { leaderlessness } from './leaderless.ts'

/**
 * Whether clocks cost availability only, and never safety but for lease reads beyond their bound: the same plans with
 * clocks that are right, as far off as leases allow for, and far beyond; leases off and on. Half of the servers, by
 * seed, have fast clocks, and the others slow ones. A run ends at its first violation; what it did until then counts.
 */
const SERVERS = 5
const SEEDS = Number(process.argv[2] ?? 1000)
const FIRST = 700_000_001

/** What a lease promises; with clocks beyond its bound these may be violated, and no other. */
const ALONE = 'no leader beside a lease'
const OF_LEASES = ['linearizability', ALONE]
/** To see stale reads, and not only that there might be some, one has to look on. */
const lookingOn = monitors.filter(({ name }) => name !== ALONE)

interface Regime {
  readonly name: string
  /** In permille. */
  readonly slow: number
  readonly fast: number
  readonly isBeyond: boolean
}

const REGIMES: readonly Regime[] = [
  { name: 'right', slow: 1000, fast: 1000, isBeyond: false },
  { name: '10 % off, the bound', slow: 900, fast: 1100, isBeyond: false },
  { name: 'half and twice as fast', slow: 500, fast: 2000, isBeyond: true },
]

const COLUMNS: readonly Column[] = [
  { head: 'clocks', width: 22, left: true },
  { head: 'leases', width: 6, left: true },
  { head: 'no leader', width: 9 },
  { head: 'leaders/min', width: 11 },
  { head: 'done/s', width: 7 },
  { head: 'violations', width: 0, left: true },
]

const recording = blankRecording()

heading('clocks', `${whole(SEEDS)} seeds for each line, ${SERVERS} servers, default faults, by virtual time`)
console.log(
  tableLine(
    COLUMNS,
    COLUMNS.map(({ head }) => head),
  ),
)
let unexpected = 0
for (const leaseReads of [false, true])
  for (const regime of REGIMES) unexpected += measure(regime, leaseReads, monitors)
for (const regime of REGIMES.filter(({ isBeyond }) => isBeyond))
  unexpected += measure({ ...regime, name: 'the same, looking on' }, true, lookingOn)
console.log(
  unexpected === 0
    ? '  no violation but of what leases promise, beyond their bound'
    : `  ${unexpected} violations that clocks do not excuse`,
)
if (unexpected > 0) process.exitCode = 1
load()

/** Plays the seeds, prints a line of the table, and says how many violations clocks do not excuse. */
function measure(
  { name, slow, fast, isBeyond }: Regime,
  leaseReads: boolean,
  judges: readonly Monitor[],
): number {
  const sum = blankGauge()
  const found = new Map<string, number>()
  let leaderless = 0
  let virtual = 0
  let unexcused = 0
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const plan = planOf(seed, { servers: SERVERS, features: FEATURES })
    const clocks = clocksOf(seed, slow, fast)
    const { outcome, without } = run({ ...plan, clocks, options: { ...plan.options, leaseReads } }, judges)
    addGauge(sum, outcome.gauge)
    leaderless += without
    virtual += outcome.virtual
    for (const { property } of outcome.violations) {
      found.set(property, (found.get(property) ?? 0) + 1)
      if (!(isBeyond && leaseReads && OF_LEASES.includes(property))) unexcused++
    }
  }
  const violations = [...found].map(([property, count]) => `${whole(count)} of ${property}`)
  console.log(
    tableLine(COLUMNS, [
      name,
      leaseReads ? 'on' : 'off',
      share(leaderless, virtual),
      (sum.leaders / (virtual / 60e6)).toFixed(1),
      (sum.acknowledged / (virtual / 1e6)).toFixed(1),
      violations.length === 0 ? 'none' : violations.join(', '),
    ]),
  )
  return unexcused
}

function run(
  plan: Plan,
  judges: readonly Monitor[],
): { readonly outcome: Outcome; readonly without: number } {
  recording.length = 0
  const world = openWorld(embeddedCore, clusterOf(plan))
  const watch = leaderlessness(world)
  const chooser = scheduler(world, plan)
  const watched: Chooser = {
    next: chooser.next,
    see: (transition) => {
      watch.see(transition)
      chooser.see(transition)
    },
  }
  const outcome = runTrial(world, watched, judges, { recording })
  return { outcome, without: watch.end() }
}

/** Fast and slow clocks by turns, and by seed who begins. */
function clocksOf(seed: number, slow: number, fast: number): readonly Clock[] {
  return Array.from({ length: SERVERS }, (_, server) => ({
    offset: 0,
    rate: (server + seed) % 2 === 0 ? slow : fast,
  }))
}
