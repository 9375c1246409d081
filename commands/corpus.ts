import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TargetSpec } from '../harness/targets/target.ts'
import type { Violation } from '../harness/violation.ts'
import { shrunkText } from '../scenarios/recorded.ts'
import type { Finding } from './findings.ts'
import { writeWhole } from './output-folder.ts'
import { playFile } from './play-file.ts'

/** A kept scenario that was played again. */
export interface Kept {
  /** Its path. */
  readonly file: string
  /** What it still shows; nothing: it passes now. */
  readonly violations: readonly Violation[]
  /** How many of its actions could not happen. */
  readonly skipped: number
  readonly actions: number
}

const EXTENSION = '.scenario'

/** Plays every scenario of a corpus on what is under test, in the order of their names, leaving out what cannot happen. */
export async function playCorpus(folder: string, target: TargetSpec): Promise<Kept[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith(EXTENSION))
  const kept: Kept[] = []
  for (const name of files.sort()) {
    const file = join(folder, name)
    const { outcome, skipped } = await playFile(file, { target, lenient: true })
    const { violations, rules, actions } = outcome
    kept.push({ file, violations: [...violations, ...rules], skipped, actions })
  }
  return kept
}

/** Adds the stories of what no kept scenario shows, under the names of what they show. Gives their paths. */
export function addNew(folder: string, findings: readonly Finding[], corpus: readonly Kept[]): string[] {
  const known = new Set(corpus.flatMap(({ violations }) => violations.map(({ identity }) => identity)))
  return findings.flatMap(({ shrunk, whole, from }) => {
    if (shrunk === undefined || known.has(shrunk.violation.identity)) return []
    const file = freeFile(folder, shrunk.violation)
    writeWhole(file, shrunkText(shrunk, from, whole.actions.length))
    return [file]
  })
}

function freeFile(folder: string, { identity }: Violation): string {
  const stem = identity.toLowerCase().replace(/[^a-z0-9]+/gu, '-')
  let file = join(folder, `${stem}${EXTENSION}`)
  for (let turn = 2; existsSync(file); turn++) file = join(folder, `${stem}-${turn}${EXTENSION}`)
  return file
}
