import { fold, spread } from '../mix.ts'
import type { BrokenProperty } from './exploration.ts'
import { emptyTable, put } from './fingerprint-table.ts'
import type { Model } from './model.ts'
import { walkPath } from './path.ts'
import { blankSuccessors, clearSuccessors, type Successors } from './successors.ts'

/** How many walks, and how many states each has at the most. */
export interface WalkOptions {
  readonly seed: number
  readonly walks: number
  readonly length: number
}

/** What walks have come to. They never show that all is well. */
export interface Walks {
  readonly verdict: 'violation' | 'undecided'
  /** How many walks were begun. */
  readonly walks: number
  /** How many states they went through, the same one as often as it was met. */
  readonly steps: number
  /** How many different states those were; at least so many, where that would take more memory than a table of them may. */
  readonly states: number
  /** How many states the longest walk had. */
  readonly deepest: number
  /** How many walks ended early, in a state that no step leads out of. */
  readonly stuck: number
  readonly violation: BrokenProperty | undefined
}

/** How much memory may be taken to tell states apart, in bytes: some fifteen million states. */
const MOST_BYTES = 1 << 28
/** After how many steps, about, an onlooker is told again. */
const TOLD_EVERY = 1 << 16

/**
 * Walks through a model at random, each walk a function of the seed and its number, until one comes to a violation. An
 * onlooker is told now and then what the walks have come to so far.
 */
export function randomWalks(
  model: Model,
  { seed, walks, length }: WalkOptions,
  onlooker?: (walks: Walks) => void,
): Walks {
  const successors = blankSuccessors()
  const met = emptyTable(MOST_BYTES)
  let row = new Int32Array(64)
  let begun = 0
  let steps = 0
  let told = 0
  let deepest = 0
  let stuck = 0
  const soFar = (violation?: BrokenProperty): Walks => {
    const verdict = violation === undefined ? 'undecided' : 'violation'
    return { verdict, walks: begun, steps, states: met.count, deepest, stuck, violation }
  }
  while (begun < walks) {
    const ordinals: number[] = []
    const key = fold(seed, begun++)
    let words = 0
    while (ordinals.length < length) {
      clearSuccessors(successors)
      if (ordinals.length === 0) model.begin(successors)
      else model.expand(row, 0, words, successors)
      if (successors.count === 0) {
        stuck++
        break
      }
      const chosen = (spread(fold(key, ordinals.length)) >>> 0) % successors.count
      ordinals.push(chosen)
      steps++
      deepest = Math.max(deepest, ordinals.length)
      put(met, successors.prints[2 * chosen] as number, successors.prints[2 * chosen + 1] as number)
      words = rowLength(successors, chosen)
      if (words > row.length) row = new Int32Array(2 * words)
      copyRow(successors, chosen, words, row)
      const broken = (successors.verdicts[chosen] as number) || model.verdict(row, 0, words)
      if (broken === 0) continue
      const property = model.properties[broken - 1] as string
      return soFar({ property, path: walkPath(model, ordinals, blankSuccessors()) })
    }
    if (onlooker === undefined || steps - told < TOLD_EVERY) continue
    told = steps
    onlooker(soFar())
  }
  return soFar()
}

function rowLength({ starts }: Successors, state: number): number {
  return (starts[state + 1] as number) - (starts[state] as number)
}

function copyRow({ words, starts }: Successors, state: number, length: number, row: Int32Array): void {
  const at = starts[state] as number
  for (let i = 0; i < length; i++) row[i] = words[at + i] as number
}
