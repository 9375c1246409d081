import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc, { type RunDetails } from 'fast-check'
import { findingText } from './commands/finding-text.ts'
import { findingOf } from './commands/findings.ts'
import { keepFinding } from './commands/keep-findings.ts'
import { playFile } from './commands/play-file.ts'
import { shellWord } from './commands/subject.ts'
import { targetInstead } from './commands/target-of.ts'
import { told } from './commands/tell.ts'
import type { Outcome } from './harness/campaign/trial.ts'
import type { Plan } from './harness/plan/plan.ts'
import { plans, type PlanOptions } from './harness/plan/plans.ts'
import { embeddedCore } from './harness/targets/core.ts'
import type { Violation } from './harness/violation.ts'
import { tellViolation } from './reports/terminal/tell-violation.ts'
import { colourFor } from './reports/terminal/colour.ts'
import { run, type RunTarget } from './run.ts'
import { recordedStem } from './scenarios/recorded.ts'
import { shrinkRun } from './shrink.ts'

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
 * A property test for CI: runs plans that fast-check draws, shrinks one that violates a property, and then what happens in
 * it, action by action; keeps the story as scenario, text, picture and regression test; and throws an error that tells how
 * the violation came about, `{ seed, path }`, and how to replay it.
 */
export function expectRaftToHold(options: RaftPropertyOptions = {}): void {
  const { target, out = 'whitewater-failures', servers, storm, features, ...parameters } = options
  const property = fc.property(plans(options), (plan) => brokenIn(run(plan, target).outcome).length === 0)
  const details = fc.check(property, { numRuns: 100, ...parameters })
  if (details.failed) throw new Error(failureText(details, target, out))
}

/** How many actions may be tried to make the story of a failure shorter: a few seconds. */
const MOST_SHRUNK = 2_000_000

/** What a regression test may say beside its scenario. */
export interface ScenarioOptions {
  /** A patch of one's own, to be played on the core with it as it stands; what the scenario names when left out. */
  readonly patch?: URL | string
}

/**
 * A regression test: plays a scenario that showed a bug, and throws an error that tells of it for as long as it violates a
 * property. What cannot happen any more, now that the bug is mended, is left out.
 */
export async function expectScenarioToHold(
  file: URL | string,
  { patch }: ScenarioOptions = {},
): Promise<void> {
  const path = pathOf(file)
  const bug = patch === undefined ? undefined : pathOf(patch)
  const { foremost: violation } = await playFile(path, {
    target: targetInstead(bug === undefined ? {} : { bug }),
    lenient: true,
  })
  if (violation === undefined) return
  const again = `npx whitewater replay ${shellWord(path)}${bug === undefined ? '' : ` --bug ${shellWord(bug)}`}`
  const telling = tellViolation(told(violation, again), colourFor({}, process.env, undefined))
  throw new Error(`${violation.title}\n\n${telling}\n`)
}

function pathOf(file: URL | string): string {
  return typeof file === 'string' ? file : fileURLToPath(file)
}

/** What did not hold, the rules of single steps last. */
function brokenIn({ violations, rules }: Outcome): readonly Violation[] {
  return [...violations, ...rules]
}

function failureText(
  details: RunDetails<[Plan]>,
  target: RunTarget = { target: embeddedCore, spec: { kind: 'core' } },
  folder: string,
): string {
  const { seed, counterexamplePath, numShrinks, counterexample, errorInstance } = details
  const where = `{ seed: ${seed}, path: ${JSON.stringify(counterexamplePath)} }, shrunk ${numShrinks} times`
  if (counterexample === null) return `No plan could be run to its end (${where}).`
  const { outcome, schedule } = run(counterexample[0], target)
  const [violation] = brokenIn(outcome)
  if (violation === undefined) return `The run did not end well (${where}): ${String(errorInstance)}`
  const byRules = violation.grade === 'rule'
  const limits = { identity: violation.identity, byRules, mostActions: MOST_SHRUNK }
  const shrunk = shrinkRun({ schedule }, target, limits)
  const stem = recordedStem(violation, seed >>> 0)
  const file = join(folder, `${stem}.scenario`)
  const finding = findingOf(
    told(violation, `npx whitewater replay ${shellWord(file)}`),
    `a plan of fast-check's, ${where}`,
    schedule,
    shrunk,
    target.target,
  )
  mkdirSync(folder, { recursive: true })
  keepFinding(folder, stem, finding, target.target, undefined)
  const telling = findingText(finding, colourFor({}, process.env, undefined))
  return `${(shrunk?.violation ?? violation).title}\n\n${telling}\n    found   ${where}\n`
}
