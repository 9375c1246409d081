import { applyPatch, parsePatch, type StructuredPatch, type StructuredPatchHunk } from 'diff'
import { misfitOf } from './misfit.ts'
import { PatchError } from './patch-error.ts'
import { isSource, isTest, type Sources } from './sources.ts'
import type { TargetPatch } from './target.ts'

/**
 * The sources of core/ with a unified diff applied, which may change files, add files and take files away. A hunk may
 * have moved, but every line it names must be there; what the patch does to tests is ignored. Throws a PatchError.
 */
export function applyCorePatch(sources: Sources, patch: TargetPatch): Sources {
  const patched = new Map(sources)
  for (const part of partsOf(patch)) {
    if (part.from !== undefined && isTest(part.from)) continue
    if (part.to !== undefined && isTest(part.to)) continue
    applyPart(patched, part, patch)
  }
  if (patched.size === sources.size && [...patched].every(([path, text]) => sources.get(path) === text)) {
    throw new PatchError(`Patch ${patch.name} changes nothing in the sources of core/.`)
  }
  return new Map([...patched].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What a patch does to one file. A path is `undefined` where there is no file, before or after. */
interface Part {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly diff: StructuredPatch
  /** By hunk: the line of the patch that its header stands on, from 1. */
  readonly lines: readonly number[]
}

function applyPart(sources: Map<string, string>, part: Part, patch: TargetPatch): void {
  const { from, to, diff, lines } = part
  const at = `Patch ${patch.name}, line ${lines[0]}`
  for (const path of [from, to]) {
    if (path === undefined || isSource(path)) continue
    throw new PatchError(`${at}: it touches ${path}; a patch may touch only TypeScript sources in core/.`)
  }
  if (from !== undefined && to !== undefined && from !== to) {
    throw new PatchError(
      `${at}: it renames ${from} to ${to}; write that as one file taken away and one added.`,
    )
  }
  const text = from === undefined ? '' : sources.get(from)
  if (text === undefined) throw new PatchError(`${at}: it changes ${from}, which does not exist.`)
  if (from === undefined && to !== undefined && sources.has(to)) {
    throw new PatchError(`${at}: it adds ${to}, which exists already.`)
  }
  refuseDisorder(part, patch)
  const result = applyPatch(text, diff)
  if (result === false) throw refusal(part, text, patch)
  if (to === undefined) sources.delete(from as string)
  else sources.set(to, result)
}

/** Hunks out of order would be applied all the same, and what stands between them would double. */
function refuseDisorder({ from, diff, lines }: Part, patch: TargetPatch): void {
  let reached = 0
  diff.hunks.forEach(({ oldStart, oldLines }, i) => {
    if (oldStart < reached) {
      throw new PatchError(
        `Patch ${patch.name}, line ${lines[i]}: the hunk for ${from} line ${oldStart} begins above the end of the hunk before it, line ${reached}.`,
      )
    }
    reached = oldStart + oldLines
  })
}

/** Says which line of the patch does not fit, and what is there instead. */
function refusal({ from, to, diff, lines }: Part, text: string, { name }: TargetPatch): PatchError {
  const first = (count: number): StructuredPatch => ({ ...diff, hunks: diff.hunks.slice(0, count) })
  const number = diff.hunks.findIndex((_, i) => applyPatch(text, first(i + 1)) === false)
  const hunk = diff.hunks[number] as StructuredPatchHunk
  const header = lines[number] as number
  const misfit = misfitOf(hunk, text)
  const file = from ?? to
  if (misfit === undefined) {
    const why = 'its lines are there, but above the hunk before it, or the file ends in another line break'
    return new PatchError(
      `Patch ${name}, line ${header}: the hunk for ${file} line ${hunk.oldStart} does not fit; ${why}.`,
    )
  }
  const { hunkLine, fileLine, wanted, found } = misfit
  return new PatchError(
    [
      `Patch ${name}, line ${header + hunkLine}, does not fit ${file} line ${fileLine} (the hunk is for line ${hunk.oldStart}).`,
      `  wanted: ${wanted}`,
      `  found:  ${found ?? '(the end of the file)'}`,
      'Make the patch again from the sources of core/ that this version ships.',
    ].join('\n'),
  )
}

/** What a patch does, file by file. */
function partsOf(patch: TargetPatch): Part[] {
  const diffs = parse(patch)
  const unreadable = diffs.find(
    ({ isRename, isCopy, isBinary }) => isRename === true || isCopy === true || isBinary === true,
  )
  if (unreadable !== undefined) {
    const { oldFileName: from, newFileName: to } = unreadable
    throw new PatchError(
      `Patch ${patch.name} renames, copies or is binary (${from}, ${to}); make it with git diff --no-renames.`,
    )
  }
  const withHunks = diffs.filter(({ hunks }) => hunks.length > 0)
  if (withHunks.length === 0)
    throw new PatchError(`Patch ${patch.name} is no unified diff: no line of it begins with "@@ ".`)
  const lines = headerLines(patch.text, withHunks)
  return withHunks.map((diff, i) => {
    if (diff.oldFileName !== undefined) {
      return {
        from: pathOf(diff.oldFileName),
        to: pathOf(diff.newFileName),
        diff,
        lines: lines[i] as number[],
      }
    }
    throw new PatchError(
      `Patch ${patch.name}, line ${lines[i]?.[0]}: no lines "--- a/core/…" and "+++ b/core/…" before this hunk.`,
    )
  })
}

function parse({ name, text }: TargetPatch): StructuredPatch[] {
  try {
    return parsePatch(text) as StructuredPatch[]
  } catch (error) {
    throw new PatchError(`Patch ${name} is no unified diff: ${(error as Error).message}.`)
  }
}

/** The lines, from 1, of the hunks' headers, by file and hunk: the parser counts them but does not tell. */
function headerLines(text: string, diffs: readonly StructuredPatch[]): number[][] {
  const lines = text.split('\n')
  let line = 0
  return diffs.map(({ hunks }) =>
    hunks.map((hunk) => {
      while (!/^@@\s/.test(lines[line] as string)) line++
      const header = line + 1
      line = header + hunk.lines.length
      return header
    }),
  )
}

/** A path without its first part, as git strips it; kept whole where it was written without one. */
function pathOf(name: string | undefined): string | undefined {
  if (name === undefined || name === '/dev/null') return undefined
  return name.startsWith('core/') ? name : name.slice(name.indexOf('/') + 1)
}
