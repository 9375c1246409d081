import type { Exploration } from './exploration.ts'
import { guessRemaining } from './remaining.ts'

/** How many states there are to be looked at. */
export interface Size {
  /** So many were met. */
  readonly atLeast: number
  /** A guess at all of them, or the number itself where all were met; `undefined`: there is no telling yet. */
  readonly about: number | undefined
  /** By how much a level has grown on the one before it, of late; `undefined` of fewer than four levels. */
  readonly growth: number | undefined
}

/**
 * How large a search will become, guessed from a short one: `breadthFirst(model, { states: 200_000 })` costs a second or
 * so. Tried on the levels of nineteen models whose size is known (two-phase commit, bounded Raft, grids), it told nothing
 * before a twentieth of the states were met, and as a rule before two fifths. Nine in ten of its guesses then were within a factor
 * of two; others were too low by up to five, where levels all but stopped growing and then went on, or too high by up to
 * three and a half. So a short search that is cut while levels grow shows a lower bound and how fast they grow, no more.
 */
export function guessSize({
  verdict,
  states,
  levels,
  judgedDepth,
}: Pick<Exploration, 'verdict' | 'states' | 'levels' | 'judgedDepth'>): Size {
  // The level behind those that were judged may not be whole.
  const whole = levels.slice(0, judgedDepth)
  const growth = whole.length < 4 ? undefined : Math.cbrt((whole.at(-1) as number) / (whole.at(-4) as number))
  if (verdict === 'ok') return { atLeast: states, about: states, growth }
  const met = whole.reduce((sum, level) => sum + level, 0)
  const remaining = guessRemaining(whole, states - met)
  return { atLeast: states, about: remaining === undefined ? undefined : states + remaining, growth }
}
