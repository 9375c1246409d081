import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { packageRoot } from './package-root.ts'

/** TypeScript sources by their path from the package's root, such as `core/elections/tally.ts`. */
export type Sources = ReadonlyMap<string, string>

/** Plain names only, so that no path leads out of core/. */
const SOURCE = /^core\/([\w-]+\/)*[\w-][\w.-]*\.ts$/

/** The sources of core/ as the package ships them, tests left out, in the order of their paths. */
export function coreSources(): Sources {
  const root = packageRoot()
  const paths = readdirSync(join(root, 'core'), { recursive: true, encoding: 'utf8' })
    .map((path) => `core/${path.split(sep).join('/')}`)
    .filter((path) => isSource(path))
    .sort()
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

/** Whether a path is that of a source of core/, and not of its tests. */
export function isSource(path: string): boolean {
  return SOURCE.test(path) && !isTest(path)
}

/** Whether a path is that of a test, or of what only tests use. */
export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.startsWith('core/testing/')
}
