import { dirname, join, relative, resolve } from 'node:path'
import { existsSync } from 'node:fs'
import type { Target } from '../harness/targets/target.ts'
import { regressionTest } from '../reports/ci/regression-test.ts'
import { recordStory } from '../reports/recording/record-story.ts'
import { colourFor } from '../reports/terminal/colour.ts'
import { readScenario } from '../scenarios/text/read-scenario.ts'
import { recordedStem, recordedText, shrunkText } from '../scenarios/recorded.ts'
import { findingText } from './finding-text.ts'
import type { Finding } from './findings.ts'
import { judgesOf } from './judges.ts'
import { storyPage } from './story-page.ts'
import { writeWhole } from './output-folder.ts'

/**
 * Writes to a folder, under names that begin with `stem`, what there is to keep of a violation: the story as scenario text,
 * as short as it was made, as text for people and as a picture; the whole run, where that is another; and a Vitest file that
 * fails until the bug is mended. Gives the names of the files.
 */
export function keepFinding(
  folder: string,
  stem: string,
  finding: Finding,
  target: Target,
  bug: string | undefined,
): string[] {
  const { told, from, whole, shrunk, explanation } = finding
  const files: string[] = []
  const write = (end: string, text: string): void => {
    writeWhole(join(folder, `${stem}${end}`), text)
    files.push(`${stem}${end}`)
  }
  const { title } = told.violation
  const wholeText = recordedText(whole, {
    title,
    comment: `Recorded from ${from}.`,
    violations: [told.violation],
  })
  const story = shrunk === undefined ? wholeText : shrunkText(shrunk, from, whole.actions.length)
  write('.scenario', story)
  if (shrunk !== undefined) write('.whole.scenario', wholeText)
  write('.txt', `${findingText(finding, colourFor({}, {}, false))}\n`)
  const recorded = recordStory(readScenario(story, `${stem}.scenario`), target, judgesOf(target))
  write('.html', storyPage(recorded.story, explanation))
  write(
    '.test.ts',
    regressionTest({
      violation: shrunk?.violation ?? told.violation,
      promise: told.promise,
      from,
      scenario: `${stem}.scenario`,
      ...patchFrom(folder, bug),
    }),
  )
  return files
}

/** What the files of a finding are called, but for their ends. */
export function stemOf({ told }: Finding): string {
  return recordedStem(told.violation, told.seed)
}

/** The patch of one's own that is under test, as seen from the folder. */
function patchFrom(folder: string, bug: string | undefined): { patch?: string } {
  if (bug === undefined || !existsSync(bug)) return {}
  const path = relative(resolve(folder), resolve(bug)).replaceAll('\\', '/')
  return { patch: dirname(path) === '.' ? `./${path}` : path }
}
