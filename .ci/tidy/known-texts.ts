import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const FILE = join('node_modules', '.cache', 'tidy', 'formatted.json')

/** The keys kept by an earlier run; none where that left nothing that can be read. */
export function readKnown(root: string): Set<string> {
  try {
    return new Set(JSON.parse(readFileSync(join(root, FILE), 'utf8')) as string[])
  } catch {
    return new Set()
  }
}

/** Keeps keys for the next run, where the folder can be written to. */
export function keepKnown(root: string, known: ReadonlySet<string>): void {
  try {
    mkdirSync(dirname(join(root, FILE)), { recursive: true })
    writeFileSync(join(root, FILE), JSON.stringify([...known]))
  } catch {
    // Without it the next run takes some seconds longer, no more.
  }
}
