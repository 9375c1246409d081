import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import { fuzz, type FuzzResult } from '../fuzz.ts'
import type { Violation } from '../harness/violation.ts'
import { ExitCode, gravest } from '../reports/exit-code.ts'
import { progressLine } from '../reports/terminal/progress-line.ts'
import type { ToldViolation } from '../reports/terminal/tell-violation.ts'
import { violationsExitCode } from '../reports/violations-exit-code.ts'
import { situationNames, withRunOptions, type RunOptions } from './arguments.ts'
import { MOST_SEED, seconds, wholeNumber, withTellingOptions } from './plain-arguments.ts'
import { addNew, playCorpus, type Kept } from './corpus.ts'
import { findingsOf, type Finding } from './findings.ts'
import { interruption } from './interruption.ts'
import { keepFinding, stemOf } from './keep-findings.ts'
import { claimFolder } from './output-folder.ts'
import { optionsText, planOptionsOf, programText } from './subject.ts'
import { runTargetOf, targetSpecOf } from './target-of.ts'
import { told } from './tell.ts'
import { tellFuzz, unreachedOf } from './tell-fuzz.ts'

/** The options of `fuzz`. */
export interface FuzzFlags extends RunOptions {
  readonly seeds?: number
  readonly seed: number
  readonly seconds?: number
  readonly workers: number
  readonly keepGoing?: boolean
  readonly shrink: boolean
  readonly out?: string
  readonly corpus?: string
  readonly require?: readonly string[]
}

/** Adds `whitewater fuzz`. */
export function addFuzz(program: Command): void {
  const command = program
    .command('fuzz')
    .description('run many seeds, each a cluster in rough water of its own, and judge every action')
  withTellingOptions(
    withRunOptions(
      command
        .option(
          '--seeds <n>',
          'how many seeds (1000, or as many as fit into --seconds)',
          wholeNumber(1, MOST_SEED),
        )
        .option('--seed <s>', 'the first seed; the others follow it', wholeNumber(0, MOST_SEED), 1)
        .option('--seconds <s>', 'begin no new seeds after so many seconds', seconds)
        .option(
          '--workers <n>',
          'threads; the result is the same whatever their number',
          wholeNumber(1, 64),
          availableParallelism(),
        )
        .option('--keep-going', 'go on after a seed that violates a property')
        .option(
          '--require <names>',
          'end with exit code 5 where a situation is not reached: all, or names between commas (whitewater situations)',
          situationNames,
        )
        .option(
          '--out <folder>',
          'keep what there is of each violation there: its story and its whole run as scenarios to replay, and a Vitest file that fails until the bug is mended',
        )
        .option(
          '--corpus <folder>',
          'play the scenarios there first, and add the stories of violations that none of them shows',
        )
        .option('--no-shrink', 'do not make stories of the first violations'),
    ),
  )
  command.addHelpText(
    'after',
    `
Examples:
  whitewater fuzz --seeds 5000 --servers 5     five servers, the same seeds every time
  whitewater fuzz --seconds 60 --seed 7000000  a minute of seeds that nobody has seen
  whitewater fuzz --bug V-E1                   what a known bug looks like
  whitewater fuzz --bug my.patch --out found   is my change to Raft safe?
  whitewater fuzz --corpus corpus              what was found before must stay mended

Exit codes: 0 nothing found, 1 safety violation, 2 bad usage or input, 3 undecided, 4 liveness violation, 5 a required situation not reached, 7 the target or the tool failed, 130 interrupted`,
  )
  command.action(async (flags: FuzzFlags) => {
    process.exitCode = await runFuzz(flags)
  })
}

async function runFuzz(flags: FuzzFlags): Promise<ExitCode> {
  if (flags.out !== undefined) claimFolder(flags.out, '--out')
  if (flags.corpus !== undefined) claimFolder(flags.corpus, '--corpus')
  const corpus = flags.corpus === undefined ? [] : await playCorpus(flags.corpus, targetSpecOf(flags))
  const result = await campaign(flags)
  const distinct = [...distinctViolations(result.failures, flags), ...distinctViolations(result.rules, flags)]
  const findings = await findingsOf(distinct, flags, flags.shrink && !result.interrupted ? MOST_SHRUNK : 0)
  const { out, corpus: folder } = flags
  const files = out === undefined ? [] : await keepAll(out, findings, flags)
  const added = folder === undefined ? [] : addNew(folder, findings, corpus)
  tellFuzz({ result, findings, corpus, files, added }, flags)
  return exitCodeOf(result, corpus, flags)
}

async function keepAll(folder: string, findings: readonly Finding[], flags: FuzzFlags): Promise<string[]> {
  const { target } = await runTargetOf(flags)
  return findings.flatMap((finding) => keepFinding(folder, stemOf(finding), finding, target, flags.bug))
}

/** So many distinct violations are shrunk by themselves. */
const MOST_SHRUNK = 3

async function campaign(flags: FuzzFlags): Promise<FuzzResult> {
  const seeds = flags.seeds ?? (flags.seconds === undefined ? 1000 : MOST_SEED - flags.seed)
  const line = progressLine(process.stderr)
  const stopping = interruption()
  const begun = performance.now()
  const result = await fuzz({
    target: targetSpecOf(flags),
    seed: flags.seed,
    seeds,
    ...(flags.seconds === undefined ? {} : { seconds: flags.seconds }),
    plan: planOptionsOf(flags),
    keepGoing: flags.keepGoing ?? false,
    rules: flags.rules ?? false,
    workers: flags.workers,
    signal: stopping.signal,
    progress: (sum) => line.show(sum, flags.seeds ?? Infinity, (performance.now() - begun) / 1000),
  })
  line.clear()
  stopping.release()
  return result
}

/** The first seed of each distinct violation. */
function distinctViolations(failed: FuzzResult['failures'], flags: FuzzFlags): ToldViolation[] {
  const seen = new Map<string, ToldViolation>()
  for (const { seed, violations } of failed) {
    for (const violation of violations) {
      const replay = `${programText()} replay ${seed}${optionsText(flags)}`
      if (!seen.has(violation.identity)) seen.set(violation.identity, told(violation, replay, seed))
    }
  }
  return [...seen.values()]
}

function exitCodeOf(result: FuzzResult, corpus: readonly Kept[], flags: FuzzFlags): ExitCode {
  const { failures, rules, undecided, broken, interrupted } = result
  const all = (failed: FuzzResult['failures']): Violation[] =>
    failed.flatMap(({ violations }) => [...violations])
  const happened: ExitCode[] = []
  if (broken.length > 0) happened.push(ExitCode.Failed)
  happened.push(violationsExitCode(all(failures), all(rules)))
  for (const { violations } of corpus) happened.push(violationsExitCode(violations))
  if (unreachedOf(result, flags).length > 0) happened.push(ExitCode.Unreached)
  if (undecided.length > 0) happened.push(ExitCode.Undecided)
  if (interrupted) happened.push(ExitCode.Interrupted)
  return gravest(happened)
}
