import seedrandom from 'seedrandom'
import type { Mutant } from './mutant.ts'

/**
 * So many of the mutants, drawn by a seed. Each draws a number of its own, by its name, and the lowest are taken: fewer
 * are some of more, and a change of one source leaves the draws of all others.
 */
export function drawn(mutants: readonly Mutant[], seed: number, count: number): readonly Mutant[] {
  const draws = mutants.map((mutant) => ({ mutant, draw: seedrandom(`${seed} ${mutant.name}`).int32() }))
  draws.sort((a, b) => a.draw - b.draw || (a.mutant.name < b.mutant.name ? -1 : 1))
  return draws.slice(0, count).map(({ mutant }) => mutant)
}
