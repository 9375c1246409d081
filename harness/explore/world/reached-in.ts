import type { Situation } from '../../situation.ts'
import { Standing, type SearchLookout } from './search-lookout.ts'
import type { WorldModel } from './world-model.ts'

/** Which situations a search has come to; by name. */
export interface Sightings {
  /** With the depth of the first state that was reached with one, where the search told the model how deep it was. */
  readonly reached: readonly { readonly name: string; readonly depth?: number }[]
  /** Where every state within bounds was looked at: out of reach within them. */
  readonly unreached: readonly string[]
  /** Of these a search that did not reach them cannot tell: they go by more than states hold, or by steps that it leaves out. */
  readonly notAsked: readonly string[]
  /** They take what the cluster lacks. */
  readonly lacking: readonly string[]
}

/** Which of the situations that a model looks out for it has come to so far; none where it looks out for none. */
export function reachedIn({ expansion }: WorldModel): Sightings {
  return expansion.lookout === undefined ? united([]) : sightingsOf(expansion.lookout)
}

/** The same of a lookout. */
export function sightingsOf({ situations, standings, reachedAt }: SearchLookout): Sightings {
  const depthOf = (number: number): number => reachedAt[number] as number
  const unless = (isOf: (standing: Standing) => boolean): string[] =>
    situations.flatMap(({ name }, number) =>
      depthOf(number) < 0 && isOf(standings[number] as Standing) ? [name] : [],
    )
  return {
    reached: situations.flatMap(({ name }: Situation, number) => {
      const depth = depthOf(number)
      return depth < 0 ? [] : [depth === 0 ? { name } : { name, depth }]
    }),
    unreached: unless((standing) => standing === Standing.Asked),
    notAsked: unless((standing) => standing === Standing.Doubtful || standing === Standing.NotAsked),
    lacking: unless((standing) => standing === Standing.Lacking),
  }
}

/** What all threads of a search have come to together, of what each told (`Exploration.told`). */
export function united(told: readonly unknown[]): Sightings {
  const all = told as readonly Sightings[]
  const first = new Map<string, { readonly name: string; readonly depth?: number }>()
  for (const one of all.flatMap(({ reached }) => reached)) {
    const known = first.get(one.name)
    if (known === undefined || (one.depth ?? Infinity) < (known.depth ?? Infinity)) first.set(one.name, one)
  }
  const notAsked = new Set(all.flatMap((one) => one.notAsked).filter((name) => !first.has(name)))
  const unreached = new Set(all.flatMap((one) => one.unreached))
  return {
    reached: [...first.values()],
    unreached: [...unreached].filter((name) => !first.has(name) && !notAsked.has(name)),
    notAsked: [...notAsked],
    lacking: all[0]?.lacking ?? [],
  }
}
