import type { Command } from 'commander'
import { ExitCode, gravest } from '../reports/exit-code.ts'
import { violationsExitCode } from '../reports/violations-exit-code.ts'
import { violationJson } from '../reports/json/violation-json.ts'
import { colourFor } from '../reports/terminal/colour.ts'
import { tellViolation, type ToldViolation } from '../reports/terminal/tell-violation.ts'
import type { Played } from '../scenarios/play.ts'
import { withTellingOptions } from './plain-arguments.ts'
import { playFile } from './play-file.ts'
import { programText, shellWord } from './subject.ts'
import { targetInstead } from './target-of.ts'
import { printJson, printText, textSink, told } from './tell.ts'

interface ScenarioFlags {
  readonly bug?: string
  readonly json?: boolean
  readonly color?: boolean
}

interface Shown {
  readonly file: string
  readonly played: Played
  readonly violations: readonly ToldViolation[]
}

/** Adds `whitewater scenario`. */
export function addScenario(program: Command): void {
  const command = program
    .command('scenario <files...>')
    .description('play scenario files and say whether what they expect is so')
    .option('--bug <name|file.patch>', 'play them on a core patched with this bug, whatever they say')
  withTellingOptions(command)
  command.addHelpText(
    'after',
    `
Examples:
  whitewater scenario scenarios/paper/*.scenario
  whitewater scenario --bug V-E1 scenarios/zoo/stale-vote-reply.scenario   fails

Exit codes: 0 all passed, 1 one did not, 2 bad usage or input, 3 undecided, 4 one did not because of liveness alone`,
  )
  command.action(async (files: string[], flags: ScenarioFlags) => {
    process.exitCode = await runScenarios(files, flags)
  })
}

async function runScenarios(files: readonly string[], flags: ScenarioFlags): Promise<ExitCode> {
  const shown: Shown[] = []
  for (const file of files) {
    const played = await playFile(file, { target: targetInstead(flags) })
    const replay = `${programText()} scenario ${shellWord(file)}${flags.bug === undefined ? '' : ` --bug ${shellWord(flags.bug)}`}`
    shown.push({
      file,
      played,
      violations: played.outcome.violations.map((violation) => told(violation, replay)),
    })
  }
  const chalk = colourFor(textSink(flags.json), process.env, flags.color)
  printText(shown.map((one) => scenarioText(one, chalk)).join('\n'), flags.json)
  if (flags.json === true) printJson({ scenarios: shown.map(scenarioJson) })
  return gravest(shown.map(({ played }) => exitCodeOf(played)))
}

function exitCodeOf(played: Played): ExitCode {
  const { passed, outcome } = played
  if (!passed) return isForLiveness(played) ? ExitCode.Liveness : ExitCode.Safety
  return outcome.undecided.length > 0 ? ExitCode.Undecided : ExitCode.Nothing
}

/** Whether all that failed is that nobody expected the violation of what must happen in the calm. */
function isForLiveness({ failures, outcome: { violations } }: Played): boolean {
  const onlyUnexpected = failures.every(({ expected }) => expected === 'no violation')
  return onlyUnexpected && violationsExitCode(violations) === ExitCode.Liveness
}

function scenarioText({ file, played, violations }: Shown, chalk: ReturnType<typeof colourFor>): string {
  const { passed, failures, outcome, unplayed, unevaluated } = played
  const lines = [`${passed ? chalk.green('✓') : chalk.red('✗')} ${file} (${outcome.actions} actions)`]
  if (passed) return lines.join('\n')
  for (const { line, expected, found } of failures)
    lines.push(`    ${file}:${line}: expected ${expected}, found ${found}`)
  if (unplayed + unevaluated.length > 0) {
    lines.push(`    ended before ${unplayed} actions and ${unevaluated.length} expectations`)
  }
  return [...lines, ...violations.map((violation) => tellViolation(violation, chalk))].join('\n')
}

function scenarioJson({ file, played, violations }: Shown): object {
  const { passed, failures, outcome } = played
  return {
    file,
    passed,
    actions: outcome.actions,
    reached: outcome.reached,
    failures,
    violations: violations.map(violationJson),
    undecided: outcome.undecided,
  }
}
