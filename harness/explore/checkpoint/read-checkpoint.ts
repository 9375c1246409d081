import { inspect, isDeepStrictEqual } from 'node:util'
import { deserialize } from 'node:v8'
import type { Limits } from '../exploration.ts'
import { shapedTable } from '../fingerprint-table.ts'
import { noPieces, refillPool, shapedFrontier, takenWords } from '../frontier.ts'
import type { Model } from '../model.ts'
import { blankParents, filledParts } from '../parents.ts'
import { isOutOfMemory, openSearch, type Search, type Standing } from '../search.ts'
import { readBlock, readBlocks, readWholeBlock, type BlocksIn } from './blocks-in.ts'
import { FIRST_LINE, type CheckpointHeader, type Head } from './head.ts'

/** What a checkpoint is read with. */
export interface Resumption {
  /** The model that was searched, newly made: it may have met nothing yet. */
  readonly model: Model
  /** What the checkpoint was written with. */
  readonly header: CheckpointHeader
  /** Other limits than the search had; left out: those that it had. */
  readonly limits?: Limits
}

/**
 * Reads where a search stood, for `resumeBreadthFirst` to go on with it. A file that is no whole checkpoint, or one of
 * another search, is refused with an error that says why.
 */
export function readCheckpoint(file: string, resumption: Resumption): Standing {
  try {
    return readBlocks(file, (firstLine, blocks) => {
      checkFirstLine(firstLine)
      const head = deserialize(readWholeBlock(blocks, 'head')) as Head
      checkHead(head, resumption)
      return standingOf(blocks, head, resumption)
    })
  } catch (error) {
    const why = isOutOfMemory(error)
      ? 'there is not enough memory for it'
      : (error as Error).message.replace(/\.$/, '')
    throw new Error(
      `The search cannot go on from the checkpoint ${file}: ${why}. Give another checkpoint, or begin the search anew.`,
      { cause: error },
    )
  }
}

function checkFirstLine(line: string): void {
  if (line === FIRST_LINE) return
  throw new Error(
    /^whitewater checkpoint \d/.test(line)
      ? `it is a "${line}", and this version of Whitewater on this machine reads a "${FIRST_LINE}"`
      : `it does not begin with the line "${FIRST_LINE}", so it is no checkpoint`,
  )
}

function checkHead(head: Head, { model, header }: Resumption): void {
  for (const key of new Set([...Object.keys(head.header), ...Object.keys(header)]))
    checkSame(key, head.header[key], header[key])
  checkSame('model', head.model, model.name)
  checkSame('properties', head.properties, [...model.properties])
  checkSame('vocabulary', head.hasVocabulary, model.vocabulary !== undefined)
}

function checkSame(what: string, there: unknown, expected: unknown): void {
  if (isDeepStrictEqual(there, expected)) return
  throw new Error(
    `it is of another search: "${what}" is ${inLine(there)} there, and ${inLine(expected)} was expected`,
  )
}

function inLine(value: unknown): string {
  return inspect(value, { breakLength: Infinity, depth: Infinity })
}

function standingOf(blocks: BlocksIn, head: Head, { model, limits = head.limits }: Resumption): Standing {
  const vocabulary = head.hasVocabulary ? readWholeBlock(blocks, 'vocabulary') : undefined
  const opened = openSearch(model, limits)
  const pool = noPieces()
  const search: Search = {
    ...opened,
    table: shapedTable(opened.table.mostBytes, head.table.words, head.table.taken),
    parents: blankParents(head.parents),
    pool,
    current: shapedFrontier(head.current, pool),
    next: shapedFrontier(head.next, pool),
    turn: head.turn,
    found: head.found,
  }
  refillPool(pool, head.pool.spare, head.pool.peakBytes)
  search.successors.generated = head.generated
  const { table, parents, current, next } = search
  readBlock(blocks, 'table', table.parts)
  readBlock(blocks, 'parents', filledParts(parents))
  readBlock(blocks, 'expanded level', takenWords(current))
  readBlock(blocks, 'next level', takenWords(next))
  if (vocabulary !== undefined) model.vocabulary?.restore(deserialize(vocabulary))
  return { search, limits, levels: [...head.levels] }
}
