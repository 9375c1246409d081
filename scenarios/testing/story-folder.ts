import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readScenario } from '../text/read-scenario.ts'
import type { Scenario } from '../text/scenario.ts'

/** A folder of scenario files. */
export interface StoryFolder {
  /** Their names. */
  readonly files: readonly string[]
  textOf(file: string): string
  read(file: string): Scenario
}

/** The scenarios in `folder`, an absolute path. */
export function storyFolder(folder: string): StoryFolder {
  const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8')
  return {
    files: readdirSync(folder).filter((file) => file.endsWith('.scenario')),
    textOf,
    read: (file) => readScenario(textOf(file), file),
  }
}
