import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { fuzz, type FuzzResult } from '../fuzz.ts'
import { FAULTS } from '../harness/faults/faults.ts'
import { operationOutcomes } from '../harness/campaign/gauge.ts'
import { fingerprintText } from '../harness/schedule/fingerprint.ts'
import { situations } from '../properties/situations.ts'
import type { Violation } from '../harness/violation.ts'
import { ExitCode, gravest } from '../reports/exit-code.ts'
import { violationJson } from '../reports/json/violation-json.ts'
import { violationsExitCode } from '../reports/violations-exit-code.ts'
import { closingScreen } from '../reports/terminal/closing-screen.ts'
import { colourFor } from '../reports/terminal/colour.ts'
import { progressLine } from '../reports/terminal/progress-line.ts'
import { tellViolation, type ToldViolation } from '../reports/terminal/tell-violation.ts'
import { replaySeed } from '../run.ts'
import { recordedName, recordedText } from '../scenarios/recorded.ts'
import {
  MOST_SEED,
  seconds,
  situationNames,
  wholeNumber,
  withRunOptions,
  withTellingOptions,
  type RunOptions,
} from './arguments.ts'
import { interruption } from './interruption.ts'
import { claimFolder, writeWhole } from './output-folder.ts'
import { optionsText, planOptionsOf, programText, runTargetOf, subjectText, targetSpecOf } from './subject.ts'
import { printJson, printText, textSink, told } from './tell.ts'

interface FuzzFlags extends RunOptions {
  readonly seeds?: number
  readonly seed: number
  readonly seconds?: number
  readonly workers: number
  readonly keepGoing?: boolean
  readonly out?: string
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
        .option('--out <folder>', 'keep the schedule of each violation there, as a scenario to replay'),
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

Exit codes: 0 nothing found, 1 safety violation, 2 bad usage or input, 3 undecided, 4 liveness violation, 5 a required situation not reached, 7 the target or the tool failed, 130 interrupted`,
  )
  command.action(async (flags: FuzzFlags) => {
    process.exitCode = await runFuzz(flags)
  })
}

async function runFuzz(flags: FuzzFlags): Promise<ExitCode> {
  const target = targetSpecOf(flags)
  if (flags.out !== undefined) claimFolder(flags.out)
  const seeds = flags.seeds ?? (flags.seconds === undefined ? 1000 : MOST_SEED - flags.seed)
  const line = progressLine(process.stderr)
  const stopping = interruption()
  const begun = performance.now()
  const result = await fuzz({
    target,
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
  const violations = distinctViolations(result.failures, flags)
  const rules = distinctViolations(result.rules, flags)
  await keepSchedules([...violations, ...rules], flags)
  tell(result, violations, rules, flags)
  return exitCodeOf(result, flags)
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

/** Writes the schedule of each violation to the folder that was asked for. */
async function keepSchedules(violations: readonly ToldViolation[], flags: FuzzFlags): Promise<void> {
  if (flags.out === undefined) return
  const target = await runTargetOf(flags)
  for (const { violation, seed } of violations) {
    const { schedule } = replaySeed(seed as number, planOptionsOf(flags), target)
    const comment = `Recorded from seed ${seed}.`
    const text = recordedText(schedule, { title: violation.title, comment, violations: [violation] })
    writeWhole(join(flags.out, recordedName(violation, seed as number)), text)
  }
}

function tell(
  result: FuzzResult,
  violations: readonly ToldViolation[],
  rules: readonly ToldViolation[],
  flags: FuzzFlags,
): void {
  const chalk = colourFor(textSink(flags.json), process.env, flags.color)
  const setting = `${subjectText(flags)}, ${flags.workers === 1 ? '1 worker' : `${flags.workers} workers`}`
  const screen = closingScreen(
    { ...result, firstSeed: flags.seed, setting, situations: situations.map(({ name }) => name) },
    chalk,
  )
  const unreached = unreachedOf(result, flags)
  const missed =
    unreached.length === 0 ? [] : [chalk.red.bold(`required, and not reached: ${unreached.join(', ')}`)]
  const told = [...violations, ...rules].map((one) => tellViolation(one, chalk))
  printText([...told, [screen, ...missed].join('\n')].join('\n\n'), flags.json)
  if (flags.json !== true) return
  const { seeds, actions, gauge, virtual, undecided, broken, checked, notChecked, interrupted } = result
  printJson({
    seeds,
    firstSeed: flags.seed,
    actions,
    seconds: result.seconds,
    actionsPerSecond: Math.round(actions / result.seconds),
    virtualSeconds: virtual / 1e6,
    acknowledged: gauge.acknowledged,
    operations: operationOutcomes(gauge),
    committed: gauge.committed,
    violations: violations.map(violationJson),
    rules: rules.map(violationJson),
    undecided,
    broken,
    calms: result.calms,
    excused: Object.values(result.excused).reduce((sum, count) => sum + count, 0),
    excuses: result.excused,
    situations: situationCounts(result),
    unreached: unreachedOf(result, flags),
    faults: faultsJson(result.faults),
    checked,
    notChecked,
    interrupted,
    fingerprint: fingerprintText(result.fingerprint),
  })
}

/** How many plans drew each fault, and how often it made a difference. */
function faultsJson({ plans, bites }: FuzzResult['faults']): object {
  return Object.fromEntries(
    FAULTS.map(({ name }, fault) => [name, { plans: plans[fault], bites: bites[fault] }]),
  )
}

/** By situation, in how many seeds it was reached. */
function situationCounts({ reach }: FuzzResult): Record<string, number> {
  return Object.fromEntries(situations.map(({ name }) => [name, reach.situations.get(name)?.seeds ?? 0]))
}

/** Those that were required, and that no seed reached. */
function unreachedOf({ reach }: FuzzResult, { require = [] }: FuzzFlags): string[] {
  return require.filter((name) => !reach.situations.has(name))
}

function exitCodeOf(result: FuzzResult, flags: FuzzFlags): ExitCode {
  const { failures, rules, undecided, broken, interrupted } = result
  const all = (failed: FuzzResult['failures']): Violation[] =>
    failed.flatMap(({ violations }) => [...violations])
  const happened: ExitCode[] = []
  if (broken.length > 0) happened.push(ExitCode.Failed)
  happened.push(violationsExitCode(all(failures), all(rules)))
  if (unreachedOf(result, flags).length > 0) happened.push(ExitCode.Unreached)
  if (undecided.length > 0) happened.push(ExitCode.Undecided)
  if (interrupted) happened.push(ExitCode.Interrupted)
  return gravest(happened)
}
