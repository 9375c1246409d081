import { readFileSync } from 'node:fs'
import { fitting } from '../harness/campaign/fitting.ts'
import type { Schedule } from '../harness/schedule/schedule.ts'
import { loadTarget } from '../harness/targets/load-target.ts'
import type { Target } from '../harness/targets/target.ts'
import { monitors, rules } from '../properties/monitors.ts'
import { situations } from '../properties/situations.ts'
import { playScenario, type Played } from '../scenarios/play.ts'
import { readScenario } from '../scenarios/text/read-scenario.ts'
import { scheduleOf } from '../scenarios/text/schedule-text.ts'
import { targetSpecOf } from './subject.ts'
import { UsageError } from './usage-error.ts'

/** What came of a scenario file, and what it ran on. */
export interface PlayedFile extends Played {
  readonly schedule: Schedule
  readonly target: Target
}

/** Plays a scenario file on the target it names, or on the core with another bug. */
export async function playFile(file: string, bug: string | undefined): Promise<PlayedFile> {
  const scenario = readScenario(readText(file), file)
  const target = await loadTarget(bug === undefined ? scenario.target : targetSpecOf({ target: 'core', bug }))
  const played = playScenario(scenario, target, fitting(target, [...monitors, ...rules]).checked, {
    situations,
  })
  return { ...played, schedule: scheduleOf(scenario), target }
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
