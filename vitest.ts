import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc, { type RunDetails } from 'fast-check'
import type { Plan } from './harness/plan/plan.ts'
import { plans, type PlanOptions } from './harness/plan/plans.ts'
import { embeddedCore } from './harness/targets/core.ts'
import type { Violation } from './harness/violation.ts'
import { monitors } from './properties/monitors.ts'
import { tellViolation } from './reports/terminal/tell-violation.ts'
import { colourFor } from './reports/terminal/colour.ts'
import { run, type RunTarget } from './run.ts'
import { scenarioOf } from './scenarios/text/schedule-text.ts'
import { writeScenario } from './scenarios/text/write-scenario.ts'

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
  const { numRuns = 100, seed, path, servers, storm } = options
  const target = options.target ?? { target: embeddedCore, spec: { kind: 'core' as const } }
  const shape = { ...(servers === undefined ? {} : { servers }), ...(storm === undefined ? {} : { storm }) }
  const property = fc.property(plans(shape), (plan) => run(plan, target).outcome.violations.length === 0)
  const again = { ...(seed === undefined ? {} : { seed }), ...(path === undefined ? {} : { path }) }
  const details = fc.check(property, { numRuns, ...again })
  if (details.failed) throw new Error(failureText(details, target, options.out ?? 'whitewater-failures'))
}

function failureText(details: RunDetails<[Plan]>, target: RunTarget, folder: string): string {
  const { seed, counterexamplePath, numShrinks, counterexample, errorInstance } = details
  const where = `{ seed: ${seed}, path: ${JSON.stringify(counterexamplePath)} }, shrunk ${numShrinks} times`
  if (counterexample === null) return `No plan could be run to its end (${where}).`
  const { outcome, schedule } = run(counterexample[0], target)
  const [violation] = outcome.violations
  if (violation === undefined) return `The run did not end well (${where}): ${String(errorInstance)}`
  const title = `${violation.title} (found by fast-check with ${where})`
  const expectations = [{ kind: 'violation' as const, property: violation.property }]
  const text = writeScenario(
    scenarioOf(schedule, { title: violation.title, comments: [title], expectations }),
  )
  const file = keep(folder, violation, seed, text)
  const promise = monitors.find(({ name }) => name === violation.property)?.promise ?? ''
  const told = tellViolation(
    { violation, promise, replay: `npx whitewater replay ${file}` },
    colourFor({}, process.env, undefined),
  )
  return `${violation.title}\n\n${told}\n    found   ${where}\n`
}

function keep(folder: string, { property }: Violation, seed: number, text: string): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${property.replaceAll(' ', '-')}-${seed >>> 0}.scenario`)
  writeFileSync(file, text)
  return file
}
