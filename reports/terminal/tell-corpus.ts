import type { ChalkInstance } from 'chalk'
import type { Violation } from '../../harness/violation.ts'
import { counted } from './numbers.ts'

/** A kept scenario that was played again. */
export interface KeptScenario {
  readonly file: string
  /** What it still shows; nothing: it passes now. */
  readonly violations: readonly Violation[]
  /** How many of its actions could not happen any more. */
  readonly skipped: number
}

/** What became of the scenarios that were kept, and which are new, for a terminal. */
export function tellCorpus(
  kept: readonly KeptScenario[],
  added: readonly string[],
  chalk: ChalkInstance,
): string {
  const failing = kept.filter(({ violations }) => violations.length > 0)
  const passing = kept.length - failing.length
  return [
    `  corpus      ${kept.length} kept: ${passing} now pass, ${failing.length} still fail; ${added.length} added`,
    ...failing.map(
      ({ file, violations }) => `              ${chalk.red('✗')} ${file}: ${violations[0]?.title}`,
    ),
    ...kept
      .filter(({ violations }) => violations.length === 0)
      .map(({ file, skipped }) => `              ${chalk.green('✓')} ${file}${leftOut(skipped)}`),
    ...added.map((file) => `              ${chalk.yellow('+')} ${file}`),
  ].join('\n')
}

function leftOut(skipped: number): string {
  return skipped === 0 ? '' : `, but for ${counted(skipped, 'action')} that cannot happen any more`
}
