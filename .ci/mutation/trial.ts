import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BatchResult, FailedSeed } from '../../harness/campaign/batch.ts'
import { packageRoot } from '../../harness/targets/package-root.ts'
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

/** What runs a batch of seeds on the patched core, built as the product is; nobody looks out for situations. */
async function loaded(): Promise<(first: number) => BatchResult> {
  const { runBatch } =
    await built<typeof import('../../harness/campaign/batch.ts')>('harness/campaign/batch.js')
  const { fitting } = await built<typeof import('../../harness/campaign/fitting.ts')>(
    'harness/campaign/fitting.js',
  )
  const { loadTarget } = await built<typeof import('../../harness/targets/load-target.ts')>(
    'harness/targets/load-target.js',
  )
  const { monitors, rules } =
    await built<typeof import('../../properties/monitors.ts')>('properties/monitors.js')
  const target = await loadTarget({ kind: 'core', patch: job.patch })
  const { checked, notChecked } = fitting(target, [...monitors, ...rules])
  const [lost] = notChecked
  if (lost !== undefined)
    throw new Error(`${lost.monitor.name} cannot be checked: it does not show ${lost.missing.join(', ')}`)
  return (first) => runBatch(target, checked, { first, count: BATCH, plan: {}, keepGoing: false })
}

async function built<Module>(path: string): Promise<Module> {
  return (await import(pathToFileURL(join(packageRoot(), 'dist', path)).href)) as Module
}

/** Fuzzes the patched core before all monitors, until it is found out or the time is over. */
async function judge(): Promise<Judged> {
  const batch = await loaded().catch((error: unknown) => error as Error)
  if (batch instanceof Error) {
    const verdict: Verdict = { kind: 'exception', reason: `${batch.message} (at its start)`, seed: job.first }
    return { verdict, seeds: 0, actions: 0, seconds: 0 }
  }
  const begun = process.cpuUsage()
  let [seeds, actions, spent] = [0, 0, 0]
  for (let first = job.first; ; first += BATCH) {
    tell({ begun: first })
    const result = batch(first)
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
