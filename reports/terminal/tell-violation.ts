import type { ChalkInstance } from 'chalk'
import type { Violation } from '../../harness/violation.ts'
import { serverName } from '../../harness/world/names.ts'

/** What is told of a violation: what it is, where it was, and how to see it again. */
export interface ToldViolation {
  readonly violation: Violation
  /** The sentence of the paper that did not hold. */
  readonly promise: string
  /** The seed, when it came from one. */
  readonly seed?: number
  /** The command that shows the same run again. */
  readonly replay: string
}

/** A violation in the paper's terms, for a terminal. */
export function tellViolation(
  { violation, promise, seed, replay }: ToldViolation,
  chalk: ChalkInstance,
): string {
  const { property, title, action, servers, evidence } = violation
  const who = servers.length === 0 ? '' : `, ${servers.map(serverName).join(' and ')}`
  const where = `${seed === undefined ? '' : `seed ${seed}, `}action ${action}${who}`
  return [
    `${chalk.red.bold(`✗ ${property}`)}: ${chalk.bold(title)}`,
    `    at      ${where}`,
    ...evidence.map((line, place) => `    ${place === 0 ? 'seen' : '    '}    ${line}`),
    `    rule    ${promise}`,
    `    again   ${chalk.cyan(replay)}`,
  ].join('\n')
}
