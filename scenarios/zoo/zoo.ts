import { diffChars } from 'diff'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { packageRoot } from '../../harness/targets/package-root.ts'
import type { TargetPatch } from '../../harness/targets/target.ts'
import { hasHeader, readBug, type Bug } from './bug.ts'

export type { Bug }

/** A patch that was asked for, and the bug that its header tells of, if it has one. */
export interface FoundBug {
  readonly patch: TargetPatch
  readonly bug: Bug | undefined
}

const EXTENSION = '.patch'
/** How many names an unknown one is answered with. */
const NEAR = 3

/** The bugs that the package ships, in the order of their names. */
export function listBugs(): Bug[] {
  const zoo = join(packageRoot(), 'scenarios', 'zoo')
  return readdirSync(zoo)
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => readBug(basename(file, EXTENSION), readFileSync(join(zoo, file), 'utf8')))
    .sort((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1))
}

/**
 * The bug of a name (`V-E1`, in any case) or slug, or the patch in a file, which needs no header. Throws an Error for
 * people when there is neither.
 */
export function findBug(nameOrPath: string): FoundBug {
  const bugs = listBugs()
  const asked = nameOrPath.toLowerCase()
  const bug = bugs.find(({ name, slug }) => name.toLowerCase() === asked || slug === asked)
  if (bug !== undefined) return { patch: bug.patch, bug }
  if (existsSync(nameOrPath) && statSync(nameOrPath).isFile()) return readPatchFile(nameOrPath)
  const near = nearest(bugs, asked).map(({ name, slug }) => `${name} (${slug})`)
  throw new Error(
    `There is no bug "${nameOrPath}" in the zoo, and no file of that name. Near it: ${near.join(', ')}. "whitewater bugs" lists all.`,
  )
}

function readPatchFile(path: string): FoundBug {
  const text = readFileSync(path, 'utf8')
  const name = basename(path)
  if (!hasHeader(text)) return { patch: { name, text }, bug: undefined }
  const bug = readBug(name, text)
  return { patch: bug.patch, bug }
}

function nearest(bugs: readonly Bug[], asked: string): Bug[] {
  const ranked = bugs.map((bug) => ({
    bug,
    apart: Math.min(distance(asked, bug.name.toLowerCase()), distance(asked, bug.slug)),
  }))
  return ranked
    .sort((a, b) => a.apart - b.apart)
    .slice(0, NEAR)
    .map(({ bug }) => bug)
}

/** How many characters must go or come to make one text the other. */
function distance(a: string, b: string): number {
  return diffChars(a, b).reduce((sum, { added, removed, count }) => (added || removed ? sum + count : sum), 0)
}

/** A name to sort by: V-L9 comes before V-L11. */
function rankOf({ name }: Bug): string {
  return name.replace(/\d+/g, (digits) => digits.padStart(4, '0'))
}
