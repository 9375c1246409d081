import { dirname, join, relative, resolve } from 'node:path'
import { existsSync } from 'node:fs'
import { regressionTest } from '../reports/ci/regression-test.ts'
import { recordedStem, recordedText, shrunkText } from '../scenarios/recorded.ts'
import type { Finding } from './findings.ts'
import { writeWhole } from './output-folder.ts'

/**
 * Writes to a folder what there is to keep of a violation: the story as scenario text, as short as it was made; the whole
 * run, where that is another; and a Vitest file that fails until the bug is mended. Gives the names of the files.
 */
export function keepFinding(folder: string, finding: Finding, bug: string | undefined): string[] {
  const { told, from, whole, shrunk } = finding
  const stem = recordedStem(told.violation, told.seed)
  const files: string[] = []
  const write = (end: string, text: string): void => {
    writeWhole(join(folder, `${stem}${end}`), text)
    files.push(`${stem}${end}`)
  }
  const { title } = told.violation
  const recorded = `Recorded from ${from}.`
  if (shrunk === undefined) {
    write('.scenario', recordedText(whole, { title, comment: recorded, violations: [told.violation] }))
  } else {
    write('.scenario', shrunkText(shrunk, from, whole.actions.length))
    write('.whole.scenario', recordedText(whole, { title, comment: recorded, violations: [told.violation] }))
  }
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

/** The patch of one's own that is under test, as seen from the folder. */
function patchFrom(folder: string, bug: string | undefined): { patch?: string } {
  if (bug === undefined || !existsSync(bug)) return {}
  const path = relative(resolve(folder), resolve(bug)).replaceAll('\\', '/')
  return { patch: dirname(path) === '.' ? `./${path}` : path }
}
