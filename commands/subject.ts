import { faultOf } from '../harness/faults/faults.ts'
import type { FaultKind } from '../harness/plan/fault-kind.ts'
import type { PlanOptions } from '../harness/plan/plans.ts'
import type { RunOptions } from './arguments.ts'

/** What the options of a command fix of every plan. */
export function planOptionsOf({ servers, storm, features, faults, without }: RunOptions): PlanOptions {
  return {
    ...(servers === undefined ? {} : { servers }),
    ...(storm === undefined ? {} : { storm: Math.round(storm * 1e6) }),
    ...(features === undefined ? {} : { features }),
    ...(faults === undefined ? {} : { faults }),
    ...(without === undefined ? {} : { without }),
  }
}

/** What runs, in a few words. */
export function subjectText({ bug, servers, storm, features, faults, without }: RunOptions): string {
  const parts = [bug === undefined ? 'core' : `core with ${bug}`]
  if (servers !== undefined) parts.push(servers === 1 ? '1 server' : `${servers} servers`)
  if (storm !== undefined) parts.push(`storms of ${storm} s`)
  if (features !== undefined) parts.push(features.length === 0 ? 'plain Raft' : features.join(' and '))
  if (faults !== undefined) parts.push(faults.length === 0 ? 'no faults' : `faults ${namesOf(faults)}`)
  if (without !== undefined) parts.push(`without ${namesOf(without)}`)
  return parts.join(', ')
}

/** The options of a run, spelled out for a command line that shows it again. */
export function optionsText({ bug, servers, storm, features, faults, without, rules }: RunOptions): string {
  const words: string[] = []
  if (servers !== undefined) words.push(`--servers ${servers}`)
  if (storm !== undefined) words.push(`--storm ${storm}`)
  if (features !== undefined) words.push(`--features ${features.join(',') || 'none'}`)
  if (faults !== undefined) words.push(`--faults ${namesOf(faults) || 'none'}`)
  if (without !== undefined) words.push(`--without ${namesOf(without) || 'none'}`)
  if (rules === true) words.push('--rules')
  if (bug !== undefined) words.push(`--bug ${shellWord(bug)}`)
  return words.map((word) => ` ${word}`).join('')
}

function namesOf(faults: readonly FaultKind[]): string {
  return faults.map((fault) => faultOf(fault).name).join(',')
}

/** The command line that calls this very program. */
export function programText(): string {
  return process.env['npm_lifecycle_event'] === 'npx' || import.meta.url.includes('/node_modules/')
    ? 'npx whitewater'
    : 'npm run -s whitewater --'
}

/** A word as a shell reads it. */
export function shellWord(word: string): string {
  return /^[\w./:@+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
