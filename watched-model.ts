import type { Progress } from './harness/explore/exploration.ts'
import type { Model } from './harness/explore/model.ts'

/** What ends a search from outside: whoever waits for it, or the machine's memory. */
export type Ending = 'interrupted' | 'memory'

/** Who looks on while a model is explored. */
export interface Watch {
  /** Told now and then how far the search is; says what ends it, if anything does. */
  readonly look: (progress: Progress) => Ending | undefined
  /** How many bytes are in use. */
  readonly bytes: () => number
  /** A search breadth first goes through the states in the order in which they were met, level by level. */
  readonly byLevel: boolean
}

/** A model that can be asked how far a search of it is. */
export interface WatchedModel {
  readonly model: Model
  /** How far the search was when it was ended from outside. */
  readonly ended: () => Ended | undefined
}

/** How far a search was when it was ended, and why. */
export interface Ended {
  readonly ending: Ending
  readonly progress: Progress
}

/** How many states are expanded between two looks; a power of two. */
const LOOKS = 1 << 8

/**
 * The same model, with somebody looking on. Searches run to their end without a break; so when one is to be ended no state
 * has successors any more, and it runs dry with all that it has found. What it says of the levels then is not to be
 * believed: `ended` has how far it was.
 */
export function watchedModel(model: Model, { look, bytes, byLevel }: Watch): WatchedModel {
  const levels: number[] = []
  let states = 0
  let expanded = 0
  let endOfLevel = 0
  let hasBegun = false
  let isOver = false
  let ended: Ended | undefined

  const lookOn = (generated: number): void => {
    const progress: Progress = {
      states,
      generated,
      depth: levels.length,
      waiting: byLevel ? endOfLevel - expanded : Math.max(0, states - expanded),
      found: byLevel ? states - endOfLevel : 0,
      bytes: bytes(),
      levels,
    }
    const ending = look(progress)
    if (ending !== undefined) ended = { ending, progress: { ...progress, levels: levels.slice() } }
  }

  const watched: Model = {
    ...model,
    begin(successors) {
      // A search begins once; what begins again is a walk along the path that it has found.
      isOver = hasBegun
      hasBegun = true
      model.begin(successors)
    },
    expand(words, at, length, successors) {
      if (!isOver) {
        if (ended !== undefined) return
        if (byLevel && expanded === endOfLevel) {
          levels.push(states - endOfLevel)
          endOfLevel = states
        }
        if ((expanded & (LOOKS - 1)) === 0) lookOn(successors.generated)
        expanded += 1
      }
      model.expand(words, at, length, successors)
    },
    verdict(words, at, length) {
      states += 1
      return model.verdict(words, at, length)
    },
  }
  return { model: watched, ended: () => ended }
}
