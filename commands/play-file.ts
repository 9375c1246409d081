import { readFileSync } from 'node:fs'
import { fitting } from '../harness/campaign/fitting.ts'
import { blankRecording, recordedActions } from '../harness/schedule/record.ts'
import type { Schedule } from '../harness/schedule/schedule.ts'
import { loadTarget } from '../harness/targets/load-target.ts'
import type { TargetSpec } from '../harness/targets/target.ts'
import { monitors, rules } from '../properties/monitors.ts'
import { situations } from '../properties/situations.ts'
import { playScenario, type Played } from '../scenarios/play.ts'
import { readScenario } from '../scenarios/text/read-scenario.ts'
import { UsageError } from './usage-error.ts'

/** How to play a file. */
export interface PlayFileOptions {
  /** What to play it on, whatever the file says. */
  readonly target?: TargetSpec | undefined
  /** Leaves out what cannot happen. */
  readonly lenient?: boolean | undefined
}

/** Plays a scenario file on the target it names, or on another. Throws `ScenarioError` and `UsageError` for people. */
export async function playFile(
  file: string,
  { target: instead, lenient = false }: PlayFileOptions,
): Promise<PlayedFile> {
  const scenario = readScenario(readText(file), file)
  const spec = instead ?? scenario.target
  const target = await loadTarget(spec)
  const { checked } = fitting(target, [...monitors, ...rules])
  const recording = blankRecording()
  const played = playScenario(scenario, target, checked, { situations, lenient, recording })
  const { cluster } = scenario
  return { ...played, schedule: { version: 1, target: spec, cluster, actions: recordedActions(recording) } }
}

/** A file that was played, and what happened of it. */
export interface PlayedFile extends Played {
  readonly schedule: Schedule
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
        ? 'there is no such file'
        : String(error)
    throw new UsageError(`${file}: cannot be read (${reason}); expected a scenario file`)
  }
}
