import type { Command } from 'commander'
import { timingTable } from '../reports/terminal/timing-table.ts'
import { downtimes, PANELS, type Downtimes } from '../timing.ts'
import { wholeNumber, withTellingOptions } from './arguments.ts'
import { printJson, printText } from './tell.ts'

interface TimingFlags {
  readonly trials: number
  readonly broadcast: number
  readonly json?: boolean
}

/** Adds `whitewater timing`. */
export function addTiming(program: Command): void {
  const command = program
    .command('timing')
    .description('how long a crashed leader is missed: the paper’s Figure 16 in virtual time')
    .option('--trials <n>', 'crashes for each range of election timeouts', wholeNumber(1, 100_000), 1000)
    .option(
      '--broadcast <ms>',
      'how long a broadcast and the answers to it take, in milliseconds',
      wholeNumber(2, 1000),
      15,
    )
  withTellingOptions(command)
  command.addHelpText(
    'after',
    `
By the paper's method (9.3): five servers whose logs differ in length, heartbeats to all at once at half the shortest
timeout, the leader crashed at a random time of the interval that follows. Votes split when a second server times out
before it has heard of the first: within half a broadcast. So it is that half, and not the whole, which the randomness
has to be large against. The paper's broadcast of about 15 ms is mostly the writing of votes to disk, which comes after
a server has heard; its figures are met with a network in which a broadcast takes about 5 ms.

Examples:
  whitewater timing                            a network of 15 ms
  whitewater timing --broadcast 5              the paper's: most of its 15 ms is disk
  whitewater timing --trials 100 --json`,
  )
  command.action((flags: TimingFlags) => {
    const panels = PANELS.map((ranges) =>
      ranges.map((range) => downtimes(range, flags.broadcast, flags.trials)),
    )
    printText(timingTable(flags.broadcast, panels), flags.json)
    if (flags.json === true)
      printJson({ broadcast: flags.broadcast, panels: panels.map((rows) => rows.map(rowJson)) })
  })
}

function rowJson({ range, all: _, ...figures }: Downtimes): object {
  return { timeouts: [range.least / 1000, range.most / 1000], ...figures }
}
