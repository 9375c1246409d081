import type { Command } from 'commander'
import type { Shrinkable } from '../harness/shrink/shrink-job.ts'
import type { Schedule } from '../harness/schedule/schedule.ts'
import type { Shrunk } from '../harness/shrink/shrink.ts'
import type { Target, TargetSpec } from '../harness/targets/target.ts'
import type { Violation } from '../harness/violation.ts'
import { ExitCode, gravest } from '../reports/exit-code.ts'
import { shrunkJson } from '../reports/json/shrunk-json.ts'
import { violationJson } from '../reports/json/violation-json.ts'
import { colourFor } from '../reports/terminal/colour.ts'
import { whole } from '../reports/terminal/numbers.ts'
import { tellStory } from '../reports/terminal/tell-story.ts'
import { tellViolation } from '../reports/terminal/tell-violation.ts'
import { violationsExitCode } from '../reports/violations-exit-code.ts'
import { replaySeed } from '../run.ts'
import { withRunOptions, type RunOptions } from './arguments.ts'
import { withTellingOptions } from './plain-arguments.ts'
import { findingOf, type Finding } from './findings.ts'
import { keepFinding, stemOf } from './keep-findings.ts'
import { claimFolder } from './output-folder.ts'
import { playFile } from './play-file.ts'
import { shrinkFound } from './shrink-found.ts'
import { optionsText, planOptionsOf, programText, shellWord } from './subject.ts'
import { runTargetOf, targetInstead } from './target-of.ts'
import { leftOutText, printJson, printText, textSink, told } from './tell.ts'
import { seedIn } from './seed-in.ts'
import { UsageError } from './usage-error.ts'

interface ShrinkFlags extends RunOptions {
  readonly out?: string
  readonly lenient?: boolean
}

/** A run that may show a violation, and how it can be shrunk. */
interface Subject {
  readonly schedule: Schedule
  readonly violation: Violation | undefined
  readonly what: Shrinkable
  readonly target: TargetSpec
  readonly loaded: Target
  readonly from: string
  readonly replay: string
  readonly seed?: number
}

/** Adds `whitewater shrink`. */
export function addShrink(program: Command): void {
  const command = program
    .command('shrink <seed|file>')
    .description('make the smallest story of a run that violates a property: a seed, or a scenario file')
  withTellingOptions(
    withRunOptions(
      command
        .option(
          '--out <folder>',
          'keep the story and the whole run there, as scenarios to replay, and a Vitest file that fails until the bug is mended',
        )
        .option('--lenient', 'leave out what cannot happen in a file, and count it'),
    ),
  )
  command.addHelpText(
    'after',
    `
Examples:
  whitewater shrink 507 --bug V-E1
  whitewater shrink found/election-safety-507.whole.scenario --out smaller

Every step keeps what is violated and why. The result is 1-minimal, which is verified: without any one of its actions, and
what then cannot happen, nothing is violated. Ctrl-C ends it with the shortest story so far.

Exit codes: 0 nothing is violated, 1 safety violation, 2 bad usage or input, 4 liveness violation, 7 the target or the tool
failed. Where Ctrl-C ended it, that of the violation`,
  )
  command.action(async (what: string, flags: ShrinkFlags) => {
    process.exitCode = await runShrink(what, flags)
  })
}

async function runShrink(what: string, flags: ShrinkFlags): Promise<ExitCode> {
  if (flags.out !== undefined) claimFolder(flags.out, '--out')
  const seedAsked = seedIn(what)
  const subject =
    seedAsked === undefined ? await fileSubject(what, flags) : await seedSubject(seedAsked, flags)
  const { violation, schedule } = subject
  if (violation === undefined) return nothingToShrink(subject, flags)
  const begun = performance.now()
  const shown = [{ violation, what: subject.what }]
  const { shrunk, interrupted } = await shrinkFound(subject.target, shown, 1)
  const seconds = (performance.now() - begun) / 1000
  const [smallest] = shrunk
  if (smallest === undefined)
    throw new Error(`${subject.from} violated "${violation.identity}", but not when it was run again`)
  const { seed, from, replay } = subject
  const finding = findingOf(told(violation, replay, seed), from, schedule, smallest, subject.loaded)
  const files =
    flags.out === undefined ? [] : keepFinding(flags.out, stemOf(finding), finding, subject.loaded, flags.bug)
  tell(finding, smallest, files, seconds, flags)
  const found = violationsExitCode([smallest.violation])
  return interrupted ? gravest([found, ExitCode.Interrupted]) : found
}

async function seedSubject(seed: number, flags: ShrinkFlags): Promise<Subject> {
  if (flags.lenient === true) throw new UsageError('--lenient: of a seed all can happen; expected a file')
  const plan = planOptionsOf(flags)
  const runTarget = await runTargetOf(flags)
  const { outcome, schedule } = replaySeed(seed, plan, runTarget, flags.rules)
  return {
    schedule,
    violation: outcome.violations[0] ?? outcome.rules[0],
    what: { seed, plan },
    target: runTarget.spec,
    loaded: runTarget.target,
    from: `seed ${seed}`,
    replay: `${programText()} replay ${seed}${optionsText(flags)}`,
    seed,
  }
}

async function fileSubject(file: string, flags: ShrinkFlags): Promise<Subject> {
  const played = await playFile(file, { target: targetInstead(flags), lenient: flags.lenient })
  const { schedule, foremost, loaded, skipped } = played
  if (skipped > 0) printText(leftOutText(skipped), flags.json)
  return {
    schedule,
    violation: foremost,
    what: { schedule },
    target: schedule.target,
    loaded,
    from: file,
    replay: `${programText()} replay ${shellWord(file)}${optionsText(flags)}`,
  }
}

function nothingToShrink({ schedule, from }: Subject, flags: ShrinkFlags): ExitCode {
  const before = schedule.actions.length
  printText(
    `${from} violates nothing in its ${whole(before)} actions: there is nothing to shrink`,
    flags.json,
  )
  if (flags.json === true)
    printJson({ before, after: before, minimal: false, violation: null, scenario: null })
  return ExitCode.Nothing
}

function tell(
  { told: original, from, whole: run, explanation }: Finding,
  shrunk: Shrunk,
  files: readonly string[],
  seconds: number,
  flags: ShrinkFlags,
): void {
  const chalk = colourFor(textSink(flags.json), process.env, flags.color)
  const before = run.actions.length
  const text = [
    tellViolation(original, chalk),
    tellStory(shrunk, before, explanation, chalk),
    `    took    ${seconds.toFixed(1)} s`,
    ...(files.length === 0 ? [] : [`    wrote   ${files.join(', ')} to ${flags.out}`]),
  ]
  printText(text.join('\n'), flags.json)
  if (flags.json !== true) return
  printJson({
    ...shrunkJson(shrunk, from, before, explanation),
    seconds,
    violation: violationJson({ ...original, violation: shrunk.violation }),
    files,
  })
}
