import { fold, spread } from '../mix.ts'
import type { BrokenProperty } from './exploration.ts'
import type { Model } from './model.ts'
import { walkPath } from './path.ts'
import { blankSuccessors, clearSuccessors } from './successors.ts'

/** How many walks, and how many states each has at the most. */
export interface WalkOptions {
  readonly seed: number
  readonly walks: number
  readonly length: number
}

/** What walks have come to. They never show that all is well. */
export interface Walks {
  readonly verdict: 'violation' | 'undecided'
  readonly walks: number
  readonly steps: number
  readonly violation: BrokenProperty | undefined
}

/** Walks through a model at random, each walk a function of the seed and its number, until one comes to a violation. */
export function randomWalks(model: Model, { seed, walks, length }: WalkOptions): Walks {
  const successors = blankSuccessors()
  let row = new Int32Array(64)
  let steps = 0
  for (let walk = 0; walk < walks; walk++) {
    const ordinals: number[] = []
    const key = fold(seed, walk)
    let words = 0
    while (ordinals.length < length) {
      clearSuccessors(successors)
      if (ordinals.length === 0) model.begin(successors)
      else model.expand(row, 0, words, successors)
      const { count, starts, verdicts } = successors
      if (count === 0) break
      const chosen = (spread(fold(key, ordinals.length)) >>> 0) % count
      ordinals.push(chosen)
      steps++
      const at = starts[chosen] as number
      words = (starts[chosen + 1] as number) - at
      if (words > row.length) row = new Int32Array(2 * words)
      for (let i = 0; i < words; i++) row[i] = successors.words[at + i] as number
      const broken = (verdicts[chosen] as number) || model.verdict(row, 0, words)
      if (broken === 0) continue
      const property = model.properties[broken - 1] as string
      const path = walkPath(model, ordinals, blankSuccessors())
      return { verdict: 'violation', walks: walk + 1, steps, violation: { property, path } }
    }
  }
  return { verdict: 'undecided', walks, steps, violation: undefined }
}
