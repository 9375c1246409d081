import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc, { type RunDetails } from 'fast-check'
import { told } from './commands/tell.ts'
import type { Outcome } from './harness/campaign/trial.ts'
import type { Plan } from './harness/plan/plan.ts'
import { plans, type PlanOptions } from './harness/plan/plans.ts'
import type { Violation } from './harness/violation.ts'
import { tellViolation } from './reports/terminal/tell-violation.ts'
import { colourFor } from './reports/terminal/colour.ts'
import { run, type RunTarget } from './run.ts'
import { recordedName, recordedText } from './scenarios/recorded.ts'

/** What a property test may fix. */
export interface RaftPropertyOptions extends PlanOptions {
  /** How many plans to run; 100 when left out. */
  readonly numRuns?: number
  /** fast-check's seed and path, as a failure printed them, to see that failure again. */
  readonly seed?: number
  readonly path?: string
  /** What runs; the embedded core when left out. */
  readonly target?: RunTarget
  /** Where the schedule of a failure is kept; `whitewater-failures` when left out. */
  readonly out?: string
}

/**
 * A property test for CI: runs plans that fast-check draws, shrinks one that violates a property, keeps its schedule
 * as a scenario file, and throws an error that says what was violated, `{ seed, path }`, and how to replay the file.
 */
export function expectRaftToHold(options: RaftPropertyOptions = {}): void {
  const { target, out = 'whitewater-failures', servers, storm, features, ...parameters } = options
  const property = fc.property(plans(options), (plan) => brokenIn(run(plan, target).outcome).length === 0)
  const details = fc.check(property, { numRuns: 100, ...parameters })
  if (details.failed) throw new Error(failureText(details, target, out))
}

/** What did not hold, the rules of single steps last. */
function brokenIn({ violations, rules }: Outcome): readonly Violation[] {
  return [...violations, ...rules]
}

function failureText(details: RunDetails<[Plan]>, target: RunTarget | undefined, folder: string): string {
  const { seed, counterexamplePath, numShrinks, counterexample, errorInstance } = details
  const where = `{ seed: ${seed}, path: ${JSON.stringify(counterexamplePath)} }, shrunk ${numShrinks} times`
  if (counterexample === null) return `No plan could be run to its end (${where}).`
  const { outcome, schedule } = run(counterexample[0], target)
  const [violation] = brokenIn(outcome)
  if (violation === undefined) return `The run did not end well (${where}): ${String(errorInstance)}`
  const { title } = violation
  const comment = `${title} (found by fast-check with ${where})`
  const file = join(folder, recordedName(violation, seed >>> 0))
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, recordedText(schedule, { title, comment, violations: [violation] }))
  const chalk = colourFor({}, process.env, undefined)
  const telling = tellViolation(told(violation, `npx whitewater replay ${file}`), chalk)
  return `${title}\n\n${telling}\n    found   ${where}\n`
}
