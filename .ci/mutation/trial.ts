import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { BatchResult, FailedSeed } from '../../harness/campaign/batch.ts'
import { workerFile } from '../../harness/targets/package-root.ts'
import type { TargetPatch } from '../../harness/targets/target.ts'
import { coverageFrom, startCoverage } from './coverage.ts'
import type { Judged, Verdict } from './verdict.ts'

/** What this process is told on its standard input. */
export interface TrialJob {
  readonly patch: TargetPatch
  /** The first seed; the others follow it. */
  readonly first: number
  /** No new seeds after so many seconds of this process's processor time: other load on the machine does not count. */
  readonly seconds: number
  /** Whether to count how often each part of the core ran. */
  readonly coverage: boolean
}

/** Seeds between two looks at the clock. */
const BATCH = 8

/** A run that has as many actions was cut short (`runTrial`). */
const MOST_ACTIONS = 2_000_000

const job = JSON.parse(readFileSync(0, 'utf8')) as TrialJob
const session = job.coverage ? await startCoverage() : undefined
tell({ judged: await judge() })
if (session !== undefined) tell({ coverage: await coverageFrom(session) })

/** Fuzzes the patched core before all monitors, until it is found out or the time is over. */
async function judge(): Promise<Judged> {
  const { default: runJob } = (await import(
    pathToFileURL(workerFile()).href
  )) as typeof import('../../worker.ts')
  const batch = (first: number, count: number): Promise<BatchResult> =>
    runJob({
      target: { kind: 'core', patch: job.patch },
      name: 'batch',
      job: { first, count, plan: {}, keepGoing: false },
    }) as Promise<BatchResult>
  try {
    await batch(job.first, 0)
  } catch (error) {
    return {
      verdict: { kind: 'exception', reason: `${(error as Error).message} (at its start)`, seed: job.first },
      seeds: 0,
      actions: 0,
      seconds: 0,
    }
  }
  const begun = process.cpuUsage()
  let [seeds, actions, spent] = [0, 0, 0]
  for (let first = job.first; ; first += BATCH) {
    tell({ begun: first })
    const result = await batch(first, BATCH)
    const { user, system } = process.cpuUsage(begun)
    ;[seeds, actions, spent] = [seeds + result.seeds, actions + result.actions, (user + system) / 1e6]
    const verdict = verdictOf(result, first)
    if (verdict.kind !== 'survived' || spent >= job.seconds)
      return { verdict, seeds, actions, seconds: spent }
  }
}

function verdictOf({ failures, rules, broken, roughness }: BatchResult, first: number): Verdict {
  const cut = roughness.actions.findIndex((actions) => actions >= MOST_ACTIONS)
  if (cut >= 0) return { kind: 'endless', reason: `${MOST_ACTIONS} actions and no end`, seed: first + cut }
  const [failure] = failures
  if (failure !== undefined) return { kind: 'violation', ...toldOf(failure) }
  const [fault] = broken
  const [rule] = rules
  if (fault === undefined)
    return rule === undefined ? { kind: 'survived' } : { kind: 'rule', ...toldOf(rule) }
  return { kind: 'exception', reason: fault.error.split('\n', 2).join(' '), seed: fault.seed }
}

function toldOf({ seed, violations: [violation] }: FailedSeed): {
  property: string
  reason: string
  seed: number
} {
  const { property = '', title = '' } = violation ?? {}
  return { property, reason: title, seed }
}

function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
