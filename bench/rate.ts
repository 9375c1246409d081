import { median, rate, share } from '../reports/terminal/numbers.ts'
import { ActionKind } from '../harness/world/action.ts'
import { addBatch, blankBatch, runBatch, type BatchResult } from '../harness/campaign/batch.ts'
import type { Monitor } from '../harness/monitor.ts'
import { embeddedCore } from '../harness/targets/core.ts'
import { monitors } from '../properties/monitors.ts'
import { situations } from '../properties/situations.ts'
import type { Situation } from '../harness/situation.ts'
import { featuresText, roughnessText } from '../reports/terminal/closing-screen.ts'
import { featureList } from '../commands/arguments.ts'
import { heading, load, seconds } from './measure.ts'

/**
 * How fast one core fuzzes: five servers, default faults, all features or (`npm run bench -- rate none`) plain Raft,
 * with fingerprint, recorded schedule, history, all monitors and all situations. Rounds with and without linearizability
 * and situations alternate, after a warm-up, so that their ratio can be trusted on a
 * machine that is not quiet; processor time is counted, not time on the wall.
 */
const ROUNDS = 8
const SEEDS = 200

const features = featureList(process.argv[2] ?? 'all')
heading(
  'rate',
  `actions per second on one core, 5 servers, default faults, ${features.length} features, everything on`,
)
const safety = monitors.filter(({ name }) => name !== 'linearizability')
const runs = { all: [] as number[], judged: [] as number[], safety: [] as number[], none: [] as number[] }
const sum = blankBatch()

for (let round = 0; round < ROUNDS; round++) {
  const all = timed(round, monitors, situations)
  const judged = timed(round, monitors)
  const withoutHistory = timed(round, safety)
  const alone = timed(round, [])
  if (round === 0) continue
  addBatch(sum, all.batch)
  runs.all.push(all.rate)
  runs.judged.push(judged.rate)
  runs.safety.push(withoutHistory.rate)
  runs.none.push(alone.rate)
}

const { actions, gauge, roughness } = sum
const delivered = (gauge.kinds[ActionKind.Deliver] as number) + (gauge.kinds[ActionKind.Duplicate] as number)
console.log(`  everything on        ${spread(runs.all)}`)
console.log(`  no situations        ${spread(runs.judged)}`)
console.log(`  nor linearizability  ${spread(runs.safety)}`)
console.log(`  no monitor           ${spread(runs.none)}`)
console.log(
  `  linearizability      ${nanoseconds(runs.judged, runs.safety)} an action; all monitors ${nanoseconds(runs.judged, runs.none)}; situations ${nanoseconds(runs.all, runs.judged)}`,
)
console.log(
  `  servers changed by   ${share(gauge.changedServer, actions)} of the actions; stepped by ${share(gauge.stepped, actions)}`,
)
console.log(`  messages delivered   ${share(delivered, actions)} of the actions`)
console.log(
  `  committed            one entry per ${(actions / gauge.committed).toFixed(1)} actions, one command acknowledged per ${(actions / gauge.acknowledged).toFixed(1)}`,
)
console.log(`  water                ${roughnessText(roughness)}`)
console.log(`  features             ${featuresText(gauge)}`)
console.log(`  violations           ${sum.failures.length}, rules broken ${sum.rules.length}`)
load()

function timed(
  round: number,
  judges: readonly Monitor[],
  lookedFor: readonly Situation[] = [],
): { rate: number; batch: BatchResult } {
  const begun = seconds()
  const batch = runBatch(
    embeddedCore,
    judges,
    { first: 1 + round * SEEDS, count: SEEDS, plan: { servers: 5, features }, keepGoing: true },
    lookedFor,
  )
  return { rate: batch.actions / (seconds() - begun), batch }
}

function spread(rates: readonly number[]): string {
  return `${rate(median(rates))}/s (best ${rate(Math.max(...rates))}, worst ${rate(Math.min(...rates))}, ${rates.length} rounds of ${SEEDS} seeds)`
}

function nanoseconds(slow: readonly number[], fast: readonly number[]): string {
  return `${(1e9 / median(slow) - 1e9 / median(fast)).toFixed(0)} ns`
}
