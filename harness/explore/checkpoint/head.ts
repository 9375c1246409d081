import { endianness } from 'node:os'
import type { Limits } from '../exploration.ts'
import type { FrontierShape } from '../frontier.ts'
import type { Found } from '../search.ts'

/**
 * What a search is about, as whoever searches tells it: which model with which bounds, made by which version of its code.
 * It must be as plain as `structuredClone` takes it. Only a search with an equal one may be gone on with.
 */
export type CheckpointHeader = Readonly<Record<string, unknown>>

/** What stands at the start of a checkpoint: all but the large arrays, and how large those are. */
export interface Head {
  readonly model: string
  readonly properties: readonly string[]
  readonly header: CheckpointHeader
  readonly limits: Limits
  readonly levels: readonly number[]
  readonly turn: number
  readonly generated: number
  readonly found: Found | undefined
  readonly hasVocabulary: boolean
  readonly table: { readonly words: readonly number[]; readonly taken: readonly number[] }
  readonly parents: number
  readonly current: FrontierShape
  readonly next: FrontierShape
  readonly pool: { readonly spare: number; readonly peakBytes: number }
}

/** The first line of a checkpoint: words are written as the machine holds them. */
export const FIRST_LINE = `whitewater checkpoint 1 ${endianness()}`
