import type { TargetSpec } from '../../harness/targets/target.ts'
import { asWords } from './characters.ts'
import { nextWord, refuse, takeEnd, takeOneOf, takeRest, takeThe, type Cursor } from './cursor.ts'

const KINDS = ['core'] as const satisfies readonly TargetSpec['kind'][]

/** What a header says of its target, its patch's text aside. */
export interface TargetLine {
  readonly kind: TargetSpec['kind']
  /** The name of its patch, whose text must follow. */
  readonly patch: string | undefined
}

/** Reads `target core` and `target core with patch NAME`. */
export function readTarget(cursor: Cursor): TargetLine {
  takeThe(cursor, 'target')
  const kind = KINDS[takeOneOf(cursor, KINDS, 'target')] as TargetSpec['kind']
  if (nextWord(cursor) === undefined) return { kind, patch: undefined }
  takeThe(cursor, 'with')
  takeThe(cursor, 'patch')
  const patch = takeRest(cursor, 'the name of the patch')
  takeEnd(cursor)
  return { kind, patch }
}

/** The line of a patch's text that stands behind `| `. */
export function readPatchLine(cursor: Cursor): string {
  if (cursor.text === '|') return ''
  return cursor.text.startsWith('| ')
    ? cursor.text.slice(2)
    : refuse(cursor, 'a line of a patch begins in another way', '"| " and the line')
}

/** The header lines of a target: one, and below it, line by line, the text of its patch. */
export function targetText({ kind, patch }: TargetSpec): string {
  if (patch === undefined) return `target ${kind}`
  const lines = patch.text.split('\n').map((line) => (line === '' ? '|' : `| ${line}`))
  return [`target ${kind} with patch ${asWords(patch.name) || 'unnamed'}`, ...lines].join('\n')
}
