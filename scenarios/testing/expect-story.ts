import { expect } from 'vitest'
import { embeddedCore } from '../../harness/targets/core.ts'
import { monitors } from '../../properties/monitors.ts'
import { situations } from '../../properties/situations.ts'
import { playScenario } from '../play.ts'
import { writeScenario } from '../text/write-scenario.ts'
import type { StoryFolder } from './story-folder.ts'

/** Fails a test unless a story has a title, comes true on the core, violates nothing, and stands as it is written. */
export function expectStory({ read, textOf }: StoryFolder, file: string): void {
  const scenario = read(file)
  expect(playScenario(scenario, embeddedCore, monitors, { situations })).toMatchObject({
    passed: true,
    failures: [],
    unevaluated: [],
  })
  expect(writeScenario(scenario)).toBe(textOf(file))
  expect(scenario.title).not.toBe('')
  expect(scenario.lines.at(-1)).toMatchObject({ expectation: { kind: 'no violation' } })
}
