import type { Command } from 'commander'
import { downtimes, type Downtimes } from '../harness/timing/downtimes.ts'
import { LONGEST } from '../harness/timing/failover.ts'
import { FIGURE_16 } from '../harness/timing/figure-16.ts'
import { slowFollower } from '../harness/timing/slow-follower.ts'
import { embeddedCore } from '../harness/targets/core.ts'
import { downtimeChart } from '../reports/charts/downtime-chart.ts'
import { page } from '../reports/charts/page.ts'
import { slowFollowerTable } from '../reports/terminal/slow-follower-table.ts'
import { timingDifferences } from '../reports/terminal/timing-differences.ts'
import { timingTable } from '../reports/terminal/timing-table.ts'
import { pictureFile, wholeNumber, withTellingOptions } from './plain-arguments.ts'
import { claimFolderOf, writeWhole } from './output-folder.ts'
import { printJson, printText } from './tell.ts'

interface TimingFlags {
  readonly trials: number
  readonly broadcast: number
  readonly out?: string
  readonly json?: boolean
}

/** The seed of the run in which commits are timed. */
const COMMIT_SEED = 1

/** Adds `whitewater timing`. */
export function addTiming(program: Command): void {
  const command = program
    .command('timing')
    .description(
      'how long a crashed leader is missed: the paper’s Figure 16 in virtual time; and what a slow follower costs',
    )
    .option(
      '--trials <n>',
      'crashes for each range of election timeouts, and commands',
      wholeNumber(1, 100_000),
      1000,
    )
    .option(
      '--broadcast <ms>',
      'how long a broadcast and the answers to it take, in milliseconds',
      wholeNumber(2, 1000),
      15,
    )
    .option(
      '--out <file>',
      'draw both panels: FILE.svg is the picture, FILE.html it and the tables',
      pictureFile,
    )
  withTellingOptions(command)
  command.addHelpText(
    'after',
    `
By the paper's method (9.3): five servers whose logs differ in length, heartbeats to all at once at half the shortest
timeout, the leader crashed at a random time of the interval that follows. Votes split when a second server times out
before it has heard of the first: within half a broadcast. So it is that half, and not the whole, which the randomness
has to be large against. The paper does not say how much of its broadcast time of about 15 ms passes before the others
have heard of a candidate; what voters write to disk comes after. Its figures are met with a broadcast time of 5 ms.

Examples:
  whitewater timing                            a network of 15 ms
  whitewater timing --broadcast 5 --out figure-16.svg
  whitewater timing --trials 100 --json`,
  )
  command.action(timing)
}

function timing({ trials, broadcast, out, json }: TimingFlags): void {
  if (out !== undefined) claimFolderOf(out)
  const rows = FIGURE_16.map(({ lines }) =>
    lines.map((line) => downtimes(embeddedCore, line, broadcast, trials)),
  )
  const commits = slowFollower(embeddedCore, broadcast, trials, COMMIT_SEED)
  const text = [
    timingTable(broadcast, rows),
    timingDifferences(broadcast, rows),
    slowFollowerTable(broadcast, commits),
  ].join('\n\n')
  printText(text, json)
  const picture = out === undefined ? {} : draw(out, rows, broadcast, text)
  if (out !== undefined) printText(`\npicture in ${out}`, json)
  if (json === true) {
    const panels = rows.map((row) => row.map(rowJson))
    printJson({ broadcast, panels, slowFollower: commits ?? null, ...picture })
  }
}

function draw(
  file: string,
  rows: readonly (readonly Downtimes[])[],
  broadcast: number,
  words: string,
): { readonly file: string; readonly bytes: number } {
  const chart = downtimeChart({ panels: FIGURE_16, rows, broadcast, longest: LONGEST / 1000 })
  const document = file.endsWith('.svg') ? `${chart}\n` : page('Whitewater: timing', chart, words)
  writeWhole(file, document)
  return { file, bytes: Buffer.byteLength(document) }
}

function rowJson({ line, all: _, ...figures }: Downtimes): object {
  return { timeouts: [line.least, line.most], ...figures, reported: line.reported }
}
