import type { ChalkInstance } from 'chalk'
import type { Mismatch, ToldSide } from '../mismatch.ts'

/** A seed that did not come out the same twice, for a terminal: where its runs parted, and both sides of it. */
export function tellMismatch({ seed, action, sides, replay }: Mismatch, chalk: ChalkInstance): string {
  const where =
    action === 0
      ? 'run again, action by action, they were the same: whatever differs does so now and then'
      : `the first action that differs is action ${action}`
  return [
    `${chalk.red.bold(`✗ seed ${seed}`)}: ${chalk.bold('two runs of it are not the same')}`,
    `    where   ${where}`,
    ...sides.flatMap((side, place) => sideLines(side, place)),
    `    again   ${chalk.cyan(replay)}`,
  ].join('\n')
}

function sideLines({ actions, fingerprint, action, left }: ToldSide, place: number): string[] {
  const label = `    ${place === 0 ? 'one' : 'other'}`.padEnd(12)
  const run = `${label}${actions} actions, fingerprint ${fingerprint}`
  if (action === undefined) return [run]
  return [run, `            ${action}`, ...(left === undefined ? [] : [`            ${left}`])]
}
