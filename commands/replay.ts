import type { Command } from 'commander'
import type { Outcome } from '../harness/campaign/trial.ts'
import { fingerprintText } from '../harness/schedule/fingerprint.ts'
import type { Schedule } from '../harness/schedule/schedule.ts'
import type { Target } from '../harness/targets/target.ts'
import { traceSchedule } from '../harness/traces/writing/trace-schedule.ts'
import type { Violation } from '../harness/violation.ts'
import { ExitCode, gravest } from '../reports/exit-code.ts'
import { explanationJson } from '../reports/json/explanation-json.ts'
import { violationJson } from '../reports/json/violation-json.ts'
import { colourFor } from '../reports/terminal/colour.ts'
import { span, whole } from '../reports/terminal/numbers.ts'
import { explain } from '../reports/story/explain.ts'
import { tellEnd, tellExplanation } from '../reports/terminal/tell-explanation.ts'
import { tellViolation } from '../reports/terminal/tell-violation.ts'
import { replaySeed } from '../run.ts'
import { violationsExitCode } from '../reports/violations-exit-code.ts'
import { recordedText } from '../scenarios/recorded.ts'
import { withRunOptions, type RunOptions } from './arguments.ts'
import { withTellingOptions } from './plain-arguments.ts'
import { judgesOf } from './judges.ts'
import { writeWhole } from './output-folder.ts'
import { playFile } from './play-file.ts'
import { optionsText, planOptionsOf, programText, shellWord } from './subject.ts'
import { runTargetOf, targetInstead } from './target-of.ts'
import { leftOutText, printJson, printText, textSink, told } from './tell.ts'
import { seedIn } from './seed-in.ts'
import { UsageError } from './usage-error.ts'

interface ReplayFlags extends RunOptions {
  readonly out?: string
  readonly trace?: string
  readonly lenient?: boolean
}

/** Adds `whitewater replay`. */
export function addReplay(program: Command): void {
  const command = program
    .command('replay <seed|file>')
    .description('show one run again: a seed as fuzz ran it, or a scenario file')
  withTellingOptions(
    withRunOptions(
      command
        .option('--out <file>', 'write the run as scenario text (of a seed)')
        .option('--trace <file>', 'write the run as a trace, as any implementation would (see TRACES.md)')
        .option('--lenient', 'leave out what cannot happen, and count it (of a file)'),
    ),
  )
  command.addHelpText(
    'after',
    `
Examples:
  whitewater replay 1234 --servers 5 --bug V-E1
  whitewater replay 1234 --out 1234.scenario
  whitewater replay 1234 --trace 1234.ndjson && whitewater trace 1234.ndjson
  whitewater replay found/election-safety-1234.scenario

A file says itself what it runs on. Exit codes: 0 nothing found, 1 safety violation, 2 bad usage or input, 3 undecided, 4 liveness violation`,
  )
  command.action(async (what: string, flags: ReplayFlags) => {
    process.exitCode = await runReplay(what, flags)
  })
}

async function runReplay(what: string, flags: ReplayFlags): Promise<ExitCode> {
  const seed = seedIn(what)
  if (seed !== undefined) return seeSeed(seed, flags)
  if (flags.out !== undefined)
    throw new UsageError(`--out: ${what} is scenario text already; expected a seed before --out`)
  const { outcome, schedule, foremost, loaded, skipped } = await playFile(what, {
    target: targetInstead(flags),
    lenient: flags.lenient,
  })
  if (skipped > 0) printText(leftOutText(skipped), flags.json)
  const lenient = flags.lenient === true ? ' --lenient' : ''
  const replay = `${programText()} replay ${shellWord(what)}${optionsText(flags)}${lenient}`
  return show({ outcome, foremost, schedule, target: loaded, replay, seed: undefined, skipped }, flags)
}

async function seeSeed(seed: number, flags: ReplayFlags): Promise<ExitCode> {
  const runTarget = await runTargetOf(flags)
  const { outcome, schedule } = replaySeed(seed, planOptionsOf(flags), runTarget, flags.rules)
  if (flags.out !== undefined) {
    const violations = [...outcome.violations, ...outcome.rules]
    writeWhole(flags.out, recordedText(schedule, { comment: `Recorded from seed ${seed}.`, violations }))
  }
  const replay = `${programText()} replay ${seed}${optionsText(flags)}`
  const foremost = outcome.violations[0] ?? outcome.rules[0]
  return show({ outcome, foremost, schedule, target: runTarget.target, replay, seed }, flags)
}

/** A run as a trace: a line an event. */
function traceText(target: Target, schedule: Schedule): string {
  const lines: string[] = []
  traceSchedule(target, schedule, (line) => lines.push(`${JSON.stringify(line)}\n`))
  return lines.join('')
}

/** A run that was seen again. */
interface Seen {
  readonly outcome: Outcome
  /** What it is about of what it violates: that is told first. */
  readonly foremost: Violation | undefined
  readonly schedule: Schedule
  readonly target: Target
  /** The command that shows it once more. */
  readonly replay: string
  readonly seed: number | undefined
  /** How many actions of a file were left out. */
  readonly skipped?: number
}

function show(
  { outcome, foremost, schedule, target, replay, seed, skipped }: Seen,
  flags: ReplayFlags,
): ExitCode {
  const { actions, virtual, undecided, excuse } = outcome
  if (flags.trace !== undefined) writeWhole(flags.trace, traceText(target, schedule))
  const isFirst = (violation: Violation): number => (violation === foremost ? 0 : 1)
  const violations = outcome.violations.toSorted((one, other) => isFirst(one) - isFirst(other))
  const rules = outcome.rules.toSorted((one, other) => isFirst(one) - isFirst(other))
  const fingerprint = fingerprintText(outcome.fingerprint)
  const tellings = violations.map((violation) => told(violation, replay, seed))
  // Rules that were broken on the way to a violation are part of its explanation.
  const explained = violations.length > 0 ? violations : rules.slice(0, 1)
  const explanations = explained.map((violation) => explain(schedule, violation, target, judgesOf(target)))
  const broken = rules.map((violation) => told(violation, replay, seed))
  const chalk = colourFor(textSink(flags.json), process.env, flags.color)
  const ending =
    violations.length > 0
      ? chalk.red.bold('violation')
      : rules.length > 0
        ? chalk.red.bold('a rule is broken')
        : chalk.green.bold('no violation')
  const summary = `${whole(actions)} actions, ${span(virtual / 1e6)} of virtual time, fingerprint ${fingerprint}: ${ending}`
  printText(
    [
      ...[...tellings, ...broken].flatMap((one, place) => {
        const explanation = explanations[place]
        const story = place === 0 ? tellExplanation : tellEnd
        return [tellViolation(one, chalk), ...(explanation === undefined ? [] : [story(explanation, chalk)])]
      }),
      summary,
      ...excusedText(excuse),
      ...undecided,
    ].join('\n'),
    flags.json,
  )
  if (flags.json === true) {
    printJson({
      actions,
      virtualSeconds: virtual / 1e6,
      violations: tellings.map(violationJson),
      explanations: explanations.map(explanationJson),
      rules: broken.map(violationJson),
      undecided,
      reached: outcome.reached,
      ...(skipped === undefined ? {} : { skipped }),
      ...(excuse === undefined ? {} : { excuse }),
      fingerprint,
    })
  }
  return gravest([
    violationsExitCode(violations, rules),
    undecided.length > 0 ? ExitCode.Undecided : ExitCode.Nothing,
  ])
}

function excusedText(excuse: string | undefined): string[] {
  return excuse === undefined ? [] : [`nothing was owed in the calm: ${excuse}`]
}
