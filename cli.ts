#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { failureText } from './commands/failure-text.ts'
import { UsageError } from './commands/usage-error.ts'
import { packageVersion } from './harness/targets/package-root.ts'
import { PatchError } from './harness/targets/patch-error.ts'
import { ExitCode } from './reports/exit-code.ts'
import { ScenarioError } from './scenarios/text/scenario-error.ts'

/** What each command is added by; only those modules are loaded that are needed. */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  fuzz: async () => (await import('./commands/fuzz.ts')).addFuzz,
  check: async () => (await import('./commands/check/check.ts')).addCheck,
  replay: async () => (await import('./commands/replay.ts')).addReplay,
  scenario: async () => (await import('./commands/scenario.ts')).addScenario,
  shrink: async () => (await import('./commands/shrink.ts')).addShrink,
  trace: async () => (await import('./commands/trace/trace.ts')).addTrace,
  report: async () => (await import('./commands/report.ts')).addReport,
  determinism: async () => (await import('./commands/determinism.ts')).addDeterminism,
  timing: async () => (await import('./commands/timing.ts')).addTiming,
  faults: async () => (await import('./commands/faults.ts')).addFaults,
  situations: async () => (await import('./commands/situations.ts')).addSituations,
  bugs: async () => (await import('./commands/bugs.ts')).addBugs,
}

const program = new Command('whitewater')
  .description(
    'Runs Raft through rough water: a deterministic fuzzer and model checker for the Raft consensus protocol.',
  )
  .version(packageVersion())
  .showHelpAfterError('(see whitewater --help)')
  .exitOverride()
  .configureHelp({ showGlobalOptions: true })

const asked = process.argv[2] ?? ''
const needed = Object.hasOwn(COMMANDS, asked) ? [COMMANDS[asked]] : Object.values(COMMANDS)
for (const load of needed) (await (load as (typeof COMMANDS)[string])())(program)
for (const command of program.commands) command.exitOverride()

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeFor(error)
}

/** Says what went wrong, in one line where it is the user's to mend, and how the program ends. */
function exitCodeFor(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Nothing : ExitCode.Usage
  if (error instanceof UsageError || error instanceof ScenarioError || error instanceof PatchError) {
    process.stderr.write(`whitewater: ${error.message}\n`)
    return ExitCode.Usage
  }
  process.stderr.write(`whitewater failed: ${failureText(error)}\n`)
  return ExitCode.Failed
}
