import type { Command } from 'commander'
import { determinism, type DeterminismResult } from '../determinism.ts'
import { ExitCode, gravest } from '../reports/exit-code.ts'
import { toldSide, type Mismatch } from '../reports/mismatch.ts'
import { colourFor } from '../reports/terminal/colour.ts'
import { whole } from '../reports/terminal/numbers.ts'
import { tellMismatch } from '../reports/terminal/tell-mismatch.ts'
import { withRunOptions, type RunOptions } from './arguments.ts'
import { MOST_SEED, wholeNumber, withTellingOptions } from './plain-arguments.ts'
import { interruption } from './interruption.ts'
import { optionsText, planOptionsOf, programText, subjectText } from './subject.ts'
import { targetSpecOf } from './target-of.ts'
import { printJson, printText, textSink } from './tell.ts'

interface DeterminismFlags extends RunOptions {
  readonly seeds: number
  readonly seed: number
}

/** Adds `whitewater determinism`. */
export function addDeterminism(program: Command): void {
  const command = program
    .command('determinism')
    .description('run every seed twice, in two processes and in opposite orders, and compare')
  withTellingOptions(
    withRunOptions(
      command
        .option('--seeds <n>', 'how many seeds', wholeNumber(1, MOST_SEED), 1000)
        .option('--seed <s>', 'the first seed; the others follow it', wholeNumber(0, MOST_SEED), 1),
    ),
  )
  command.addHelpText(
    'after',
    `
Examples:
  whitewater determinism --seeds 10000
  whitewater determinism --bug my.patch   is my change to Raft a pure function still?

Exit codes: 0 each seed came out the same twice, 2 bad usage or input, 6 one did not, 130 interrupted`,
  )
  command.action(async (flags: DeterminismFlags) => {
    process.exitCode = await runDeterminism(flags)
  })
}

async function runDeterminism(flags: DeterminismFlags): Promise<ExitCode> {
  const stopping = interruption()
  const result = await determinism({
    target: targetSpecOf(flags),
    seed: flags.seed,
    seeds: flags.seeds,
    plan: planOptionsOf(flags),
    signal: stopping.signal,
  })
  stopping.release()
  const mismatches = result.mismatches.map((mismatch) => toldMismatch(mismatch, flags))
  tell(result, mismatches, flags)
  return gravest([
    ...(mismatches.length > 0 ? [ExitCode.NonDeterminism] : []),
    ...(result.interrupted ? [ExitCode.Interrupted] : []),
  ])
}

function toldMismatch(
  { seed, action, sides }: DeterminismResult['mismatches'][number],
  flags: DeterminismFlags,
): Mismatch {
  return {
    seed,
    action,
    sides: sides.map((side) => toldSide(side.print, side.action, side.aftermath, action > 0)),
    replay: `${programText()} determinism --seed ${seed} --seeds 1${optionsText(flags)}`,
  }
}

function tell(
  { seeds, actions, interrupted }: DeterminismResult,
  mismatches: readonly Mismatch[],
  flags: DeterminismFlags,
): void {
  const chalk = colourFor(textSink(flags.json), process.env, flags.color)
  const ending =
    mismatches.length === 0
      ? chalk.green.bold('each came out the same')
      : chalk.red.bold(`${whole(mismatches.length)} did not come out the same`)
  const range = `${whole(seeds)} ${seeds === 1 ? 'seed' : 'seeds'} from ${flags.seed}${interrupted ? ' (interrupted)' : ''}`
  const summary = `${range}, ${subjectText(flags)}, each run twice: ${whole(actions)} actions; ${ending}`
  printText([...mismatches.map((one) => tellMismatch(one, chalk)), summary].join('\n\n'), flags.json)
  if (flags.json === true) printJson({ seeds, actions, mismatches, interrupted })
}
