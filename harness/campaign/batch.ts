import { EXCUSES, type Excuse } from '../calm/excuse.ts'
import type { Mutable } from '../../core/server.ts'
import type { Monitor } from '../monitor.ts'
import { drawnFaults } from '../plan/drawn-faults.ts'
import { FAULT_KINDS } from '../plan/fault-kind.ts'
import type { Plan } from '../plan/plan.ts'
import { planOf, type PlanOptions } from '../plan/plans.ts'
import { addRun, type Fingerprint } from '../schedule/fingerprint.ts'
import { blankRecording } from '../schedule/record.ts'
import type { Situation } from '../situation.ts'
import type { Target } from '../targets/target.ts'
import type { Violation } from '../violation.ts'
import { ActionKind } from '../world/action.ts'
import { addGauge, blankGauge, type Gauge } from './gauge.ts'
import { addReach, addReached, blankReach, type Reach } from './reach.ts'
import { runPlan } from './run-plan.ts'
import type { Outcome } from './trial.ts'

/** A range of seeds to run, as data. */
export interface BatchJob {
  readonly first: number
  readonly count: number
  readonly plan: PlanOptions
  /** Whether to go on after a seed that violates a property. */
  readonly keepGoing: boolean
  /** Whether servers are held to the rules of single steps, too. */
  readonly rules?: boolean
}

/** How rough each run of a batch was, a list a measure and an item a seed. */
export interface Roughness {
  readonly actions: number[]
  readonly leaders: number[]
  readonly crashes: number[]
  readonly acknowledged: number[]
  readonly truncations: number[]
}

/** By fault: in how many plans it was drawn, and how often it made a difference. */
export interface FaultCounts {
  readonly plans: number[]
  readonly bites: number[]
}

/** A seed whose run violated properties. */
export interface FailedSeed {
  readonly seed: number
  readonly violations: readonly Violation[]
}

/** What came of a batch. Sums only: batches add up to the same whatever their size and order. */
export interface BatchResult {
  /** How many were run to their end; those that broke are not among them. */
  readonly seeds: number
  readonly actions: number
  /** Virtual microseconds. */
  readonly virtual: number
  readonly gauge: Gauge
  readonly fingerprint: Fingerprint
  readonly roughness: Roughness
  readonly reach: Reach
  readonly faults: FaultCounts
  readonly failures: readonly FailedSeed[]
  /** Each rule that was broken in its own way, and the first seed in which it was; it stops nothing. */
  readonly rules: readonly FailedSeed[]
  /** Runs that were asked at the end of a calm what must happen in one; those among them that owed nothing, by reason. */
  readonly calms: number
  readonly excused: Readonly<Partial<Record<Excuse, number>>>
  readonly undecided: readonly { readonly seed: number; readonly reason: string }[]
  /** Seeds whose run the target, or this tool, did not survive. */
  readonly broken: readonly { readonly seed: number; readonly error: string }[]
  /** The last seed violated a property, or broke, and the batch stopped there. */
  readonly stopped: boolean
}

/** Runs a range of seeds, one after the other, and looks out for situations. */
export function runBatch(
  target: Target,
  monitors: readonly Monitor[],
  job: BatchJob,
  situations: readonly Situation[] = [],
): BatchResult {
  const recording = blankRecording()
  const sum = blankBatch()
  for (let seed = job.first; seed < job.first + job.count; seed++) {
    try {
      const plan = planOf(seed, job.plan)
      addOutcome(sum, seed, plan, runPlan(target, monitors, plan, recording, situations))
    } catch (error) {
      sum.broken.push({
        seed,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
    }
    sum.stopped = sum.failures.length + sum.broken.length > 0 && !job.keepGoing
    if (sum.stopped) break
  }
  return sum
}

/** A result that is still being added to. */
interface Sum extends Mutable<Omit<BatchResult, 'failures' | 'rules' | 'excused' | 'undecided' | 'broken'>> {
  readonly excused: Partial<Record<Excuse, number>>
  readonly failures: FailedSeed[]
  readonly rules: FailedSeed[]
  readonly undecided: { seed: number; reason: string }[]
  readonly broken: { seed: number; error: string }[]
}

/** The result of no seed. */
export function blankBatch(): Sum {
  return {
    seeds: 0,
    actions: 0,
    virtual: 0,
    gauge: blankGauge(),
    fingerprint: { low: 0, high: 0 },
    roughness: { actions: [], leaders: [], crashes: [], acknowledged: [], truncations: [] },
    reach: blankReach(),
    faults: { plans: new Array<number>(FAULT_KINDS).fill(0), bites: new Array<number>(FAULT_KINDS).fill(0) },
    failures: [],
    rules: [],
    calms: 0,
    excused: {},
    undecided: [],
    broken: [],
    stopped: false,
  }
}

/** Adds one batch to the sum of those before it. */
export function addBatch(sum: Sum, batch: BatchResult): void {
  sum.seeds += batch.seeds
  sum.actions += batch.actions
  sum.virtual += batch.virtual
  addGauge(sum.gauge, batch.gauge)
  sum.fingerprint.low = (sum.fingerprint.low + batch.fingerprint.low) | 0
  sum.fingerprint.high = (sum.fingerprint.high + batch.fingerprint.high) | 0
  for (const measure of Object.keys(sum.roughness) as (keyof Roughness)[]) {
    sum.roughness[measure].push(...batch.roughness[measure])
  }
  addReach(sum.reach, batch.reach)
  for (let fault = 0; fault < FAULT_KINDS; fault++) {
    add(sum.faults.plans, fault, batch.faults.plans[fault] as number)
    add(sum.faults.bites, fault, batch.faults.bites[fault] as number)
  }
  sum.failures.push(...batch.failures)
  for (const { seed, violations } of batch.rules) addRules(sum, seed, violations)
  sum.calms += batch.calms
  for (const excuse of EXCUSES) addExcuses(sum, excuse, batch.excused[excuse] ?? 0)
  sum.undecided.push(...batch.undecided)
  sum.broken.push(...batch.broken)
  sum.stopped ||= batch.stopped
}

function addOutcome(sum: Sum, seed: number, plan: Plan, outcome: Outcome): void {
  const { actions, virtual, gauge, fingerprint, violations, undecided, bites } = outcome
  const { reached, states, calm, excuse } = outcome
  sum.seeds += 1
  sum.actions += actions
  sum.virtual += virtual
  addGauge(sum.gauge, gauge)
  addRun(sum.fingerprint, fingerprint)
  addReached(sum.reach, seed, reached, states)
  drawnFaults(plan).forEach((drawn, fault) => add(sum.faults.plans, fault, drawn ? 1 : 0))
  bites.forEach((count, fault) => add(sum.faults.bites, fault, count))
  const { roughness } = sum
  roughness.actions.push(actions)
  roughness.leaders.push(gauge.leaders)
  roughness.crashes.push(gauge.kinds[ActionKind.Crash] as number)
  roughness.acknowledged.push(gauge.acknowledged)
  roughness.truncations.push(gauge.truncations)
  if (calm) sum.calms += 1
  if (excuse !== undefined) addExcuses(sum, excuse, 1)
  if (violations.length > 0) sum.failures.push({ seed, violations })
  addRules(sum, seed, outcome.rules)
  for (const reason of undecided) sum.undecided.push({ seed, reason })
}

function addRules({ rules }: Sum, seed: number, broken: readonly Violation[]): void {
  for (const one of broken) {
    const isKnown = rules.some(({ violations }) => violations[0]?.identity === one.identity)
    if (!isKnown) rules.push({ seed, violations: [one] })
  }
}

function addExcuses({ excused }: Sum, excuse: Excuse, count: number): void {
  if (count > 0) excused[excuse] = (excused[excuse] ?? 0) + count
}

function add(counts: number[], place: number, more: number): void {
  counts[place] = (counts[place] as number) + more
}
