import { readFileSync } from 'node:fs'
import { fitting } from '../harness/campaign/fitting.ts'
import type { Monitor } from '../harness/monitor.ts'
import { loadTarget } from '../harness/targets/load-target.ts'
import type { Target } from '../harness/targets/target.ts'
import { monitors, rules } from '../properties/monitors.ts'
import { situations } from '../properties/situations.ts'
import { recordStory, type Recorded } from '../reports/recording/record-story.ts'
import { playScenario, type Played } from '../scenarios/play.ts'
import { readScenario } from '../scenarios/text/read-scenario.ts'
import type { Scenario } from '../scenarios/text/scenario.ts'
import { targetSpecOf } from './subject.ts'
import { UsageError } from './usage-error.ts'

/** Plays a scenario file on the target it names, or on the core with another bug. */
export async function playFile(file: string, bug: string | undefined): Promise<Played> {
  const { scenario, target, judges } = await openFile(file, bug)
  return playScenario(scenario, target, judges, { situations })
}

/** Plays a scenario file as `playFile` does, and takes down its story. */
export async function recordFile(file: string, bug: string | undefined): Promise<Recorded> {
  const { scenario, target, judges } = await openFile(file, bug)
  return recordStory(scenario, target, judges, { situations })
}

async function openFile(
  file: string,
  bug: string | undefined,
): Promise<{ scenario: Scenario; target: Target; judges: readonly Monitor[] }> {
  const scenario = readScenario(readText(file), file)
  const target = await loadTarget(bug === undefined ? scenario.target : targetSpecOf({ target: 'core', bug }))
  return { scenario, target, judges: fitting(target, [...monitors, ...rules]).checked }
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
