import type { Model } from './model.ts'
import { addSuccessor, roomFor, type Successors } from './successors.ts'

/**
 * The same model, whose runs begin in the given states: so a search looks at all that can come after them. Where the model
 * has a vocabulary, their rows must mean then what they mean now: once it was restored from a checkpoint, they have to be
 * made anew.
 */
export function beginningAt<M extends Model>(model: M, rows: readonly Int32Array[]): M {
  const print = new Int32Array(2)
  return {
    ...model,
    begin(successors: Successors) {
      for (const row of rows) {
        model.fingerprint(row, 0, row.length, print)
        const at = roomFor(successors, row.length)
        successors.words.set(row, at)
        addSuccessor(successors, row.length, print[0] as number, print[1] as number, -1, 0)
      }
    },
  }
}
