import { createTwoFilesPatch } from 'diff'
import type { Sources } from '../../harness/targets/sources.ts'
import type { TargetPatch } from '../../harness/targets/target.ts'

/** One small change of a source of core/, as StrykerJS makes it. */
export interface Mutant {
  /** What it is, wherever in its file it has moved to: file, mutator, what is replaced by what, and its turn among equals. */
  readonly name: string
  readonly file: string
  /** StrykerJS's name for the kind of change. */
  readonly mutator: string
  /** Characters of the file from `start` until before `end` are replaced. */
  readonly start: number
  readonly end: number
  readonly original: string
  readonly replacement: string
}

/** The sources as a mutant leaves them, as a patch that the harness can be given as a target. */
export function patchOf({ name, file, start, end, replacement }: Mutant, sources: Sources): TargetPatch {
  const source = sources.get(file) as string
  const mutated = source.slice(0, start) + replacement + source.slice(end)
  return { name, text: createTwoFilesPatch(`a/${file}`, `b/${file}`, source, mutated) }
}

/** Where a mutant is, as an editor finds it. */
export function placeOf({ file, start }: Mutant, sources: Sources): string {
  const { line } = positionAt(sources.get(file) as string, start)
  return `${file}:${line}`
}

/** Line and column, both from 1, of a character. */
export function positionAt(
  source: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const before = source.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) as string).length + 1 }
}
