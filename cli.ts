#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { addBugs } from './commands/bugs.ts'
import { addCheck } from './commands/check/check.ts'
import { addDeterminism } from './commands/determinism.ts'
import { failureText } from './commands/failure-text.ts'
import { addFaults } from './commands/faults.ts'
import { addFuzz } from './commands/fuzz.ts'
import { addReplay } from './commands/replay.ts'
import { addReport } from './commands/report.ts'
import { addScenario } from './commands/scenario.ts'
import { addShrink } from './commands/shrink.ts'
import { addSituations } from './commands/situations.ts'
import { addTiming } from './commands/timing.ts'
import { addTrace } from './commands/trace/trace.ts'
import { UsageError } from './commands/usage-error.ts'
import { packageVersion } from './harness/targets/package-root.ts'
import { PatchError } from './harness/targets/patch-error.ts'
import { ExitCode } from './reports/exit-code.ts'
import { ScenarioError } from './scenarios/text/scenario-error.ts'

const program = new Command('whitewater')
  .description(
    'Runs Raft through rough water: a deterministic fuzzer and model checker for the Raft consensus protocol.',
  )
  .version(packageVersion())
  .showHelpAfterError('(see whitewater --help)')
  .exitOverride()
  .configureHelp({ showGlobalOptions: true })

for (const add of [
  addFuzz,
  addCheck,
  addReplay,
  addScenario,
  addShrink,
  addReport,
  addTrace,
  addDeterminism,
  addTiming,
  addFaults,
  addSituations,
  addBugs,
])
  add(program)
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
