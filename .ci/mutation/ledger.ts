import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Judged } from './verdict.ts'

/** What a verdict depends on beside the mutant. */
export interface Conditions {
  /** Every source of the core and of its judge. */
  readonly sources: readonly { readonly path: string; readonly text: string }[]
  readonly seconds: number
  readonly first: number
}

/** A name that only equal conditions have. */
export function conditionsName(conditions: Conditions): string {
  return createHash('sha256').update(JSON.stringify(conditions)).digest('hex').slice(0, 12)
}

/** The verdicts so far, by the names of mutants, kept in a file that an interrupted run goes on with. */
export interface Ledger {
  readonly judged: ReadonlyMap<string, Judged>
  add(name: string, judged: Judged): void
}

/** Opens a ledger, or begins it. */
export function openLedger(file: string): Ledger {
  mkdirSync(dirname(file), { recursive: true })
  const judged = new Map<string, Judged>()
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  // The last line was not written to its end.
  if (whole !== text) truncateSync(file, Buffer.byteLength(whole))
  for (const line of whole.split('\n').filter((line) => line !== '')) {
    const entry = JSON.parse(line) as Line
    judged.set(entry.name, entry.judged)
  }
  return {
    judged,
    add: (name, verdict) => {
      judged.set(name, verdict)
      appendFileSync(file, `${JSON.stringify({ name, judged: verdict } satisfies Line)}\n`)
    },
  }
}

interface Line {
  readonly name: string
  readonly judged: Judged
}
