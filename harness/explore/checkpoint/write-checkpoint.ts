import { serialize } from 'node:v8'
import { shapeOf, takenWords } from '../frontier.ts'
import { filledParts } from '../parents.ts'
import type { Standing } from '../search.ts'
import { writeBlock, writeBlocks } from './blocks-out.ts'
import { FIRST_LINE, type CheckpointHeader, type Head } from './head.ts'

/**
 * Takes down where a search stands, so that another process can go on with it. An older checkpoint in the same file stays
 * until the new one is whole. Table, parents and waiting states go to the file as they are, without being copied first;
 * only the model's vocabulary is.
 */
export function writeCheckpoint(file: string, standing: Standing, header: CheckpointHeader): void {
  const { model, table, parents, current, next } = standing.search
  try {
    writeBlocks(file, FIRST_LINE, (out) => {
      writeBlock(out, [serialize(headOf(standing, header))])
      if (model.vocabulary !== undefined) writeBlock(out, [serialize(model.vocabulary.save())])
      writeBlock(out, table.parts)
      writeBlock(out, filledParts(parents))
      writeBlock(out, takenWords(current))
      writeBlock(out, takenWords(next))
    })
  } catch (error) {
    throw new Error(
      `The checkpoint ${file} could not be written: ${(error as Error).message.replace(/\.$/, '')}. What stood there before is as it was.`,
      { cause: error },
    )
  }
}

function headOf({ search, limits, levels }: Standing, header: CheckpointHeader): Head {
  const { model, table, parents, pool } = search
  return {
    model: model.name,
    properties: [...model.properties],
    header,
    limits,
    levels,
    turn: search.turn,
    generated: search.successors.generated,
    found: search.found,
    hasVocabulary: model.vocabulary !== undefined,
    table: { words: table.parts.map(({ length }) => length), taken: [...table.taken] },
    parents: parents.count,
    current: shapeOf(search.current),
    next: shapeOf(search.next),
    pool: { spare: pool.spare.length, peakBytes: pool.peakBytes },
  }
}
