import { readFileSync } from 'node:fs'
import type { Monitor } from '../harness/monitor.ts'
import { blankRecording, recordedActions, type Recording } from '../harness/schedule/record.ts'
import type { Schedule } from '../harness/schedule/schedule.ts'
import { loadTarget } from '../harness/targets/load-target.ts'
import type { Target, TargetSpec } from '../harness/targets/target.ts'
import type { Violation } from '../harness/violation.ts'
import { situations } from '../properties/situations.ts'
import { recordStory, type Recorded } from '../reports/recording/record-story.ts'
import { explain } from '../reports/story/explain.ts'
import type { Explanation } from '../reports/story/explanation.ts'
import { playScenario, type Played } from '../scenarios/play.ts'
import { scheduleOf } from '../scenarios/text/schedule-text.ts'
import { readScenario } from '../scenarios/text/read-scenario.ts'
import type { Scenario } from '../scenarios/text/scenario.ts'
import { judgesOf } from './judges.ts'
import { UsageError } from './usage-error.ts'

/** How to play a file. */
export interface PlayFileOptions {
  /** What to play it on, whatever the file says. */
  readonly target?: TargetSpec | undefined
  /** Leaves out what cannot happen. */
  readonly lenient?: boolean | undefined
}

/** A file that was played, and what happened of it. */
export interface PlayedFile extends Played {
  /** As the file tells it; leniently played, what of it happened. */
  readonly schedule: Schedule
  readonly loaded: Target
  /** What it is about, of all that it violates: what the file expects, or else the first. */
  readonly foremost: Violation | undefined
}

/** Plays a scenario file on the target it names, or on another. Throws `ScenarioError` and `UsageError` for people. */
export async function playFile(file: string, options: PlayFileOptions): Promise<PlayedFile> {
  const { scenario, spec, target, judges } = await openFile(file, options)
  const recording = blankRecording()
  const { lenient = false } = options
  const played = playScenario(scenario, target, judges, { situations, lenient, recording })
  const schedule = scheduleIn(scenario, spec, played, recording)
  return { ...played, schedule, loaded: target, foremost: foremostOf(scenario, played) }
}

function scheduleIn(
  scenario: Scenario,
  spec: TargetSpec,
  { skipped }: Played,
  recording: Recording,
): Schedule {
  const told = { ...scheduleOf(scenario), target: spec }
  return skipped === 0 ? told : { ...told, actions: recordedActions(recording) }
}

/** One action may violate several properties: a story that was kept of one of them goes on being about that. */
function foremostOf({ lines }: Scenario, { outcome }: Played): Violation | undefined {
  const expected = lines.flatMap((line) =>
    line.kind === 'expectation' && line.expectation.kind === 'violation' ? [line.expectation.property] : [],
  )
  const all = [...outcome.violations, ...outcome.rules]
  return all.find(({ property }) => expected.includes(property)) ?? all[0]
}

/** Plays a scenario file as `playFile` does, takes down its story, and explains what it is about of what it violates. */
export async function recordFile(
  file: string,
  options: PlayFileOptions,
): Promise<Recorded & { explanation?: Explanation }> {
  const { scenario, spec, target, judges } = await openFile(file, options)
  const { lenient = false } = options
  const recording = blankRecording()
  const recorded = recordStory(scenario, target, judges, { situations, lenient, recording })
  const violation = foremostOf(scenario, recorded.played)
  if (violation === undefined) return recorded
  const schedule = scheduleIn(scenario, spec, recorded.played, recording)
  return { ...recorded, explanation: explain(schedule, violation, target, judges) }
}

interface OpenedFile {
  readonly scenario: Scenario
  readonly spec: TargetSpec
  readonly target: Target
  readonly judges: readonly Monitor[]
}

async function openFile(file: string, { target: instead }: PlayFileOptions): Promise<OpenedFile> {
  const scenario = readScenario(readText(file), file)
  const spec = instead ?? scenario.target
  const target = await loadTarget(spec)
  return { scenario, spec, target, judges: judgesOf(target) }
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
