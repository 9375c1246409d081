import type { Exploration } from '../../harness/explore/exploration.ts'
import type { Sightings } from '../../harness/explore/world/reached-in.ts'
import type { Size } from '../../harness/explore/size.ts'
import type { Bounds, Reductions } from '../../harness/explore/world/bounds.ts'
import type { Cluster } from '../../harness/world/cluster.ts'

/** What came of a search, and of what. */
export interface SearchOutcome {
  readonly verdict: Exploration['verdict'] | 'failed'
  readonly exploration: Exploration | undefined
  readonly walks: { readonly walks: number; readonly steps: number } | undefined
  readonly estimate: Size | undefined
  readonly ending: 'interrupted' | 'memory' | undefined
  readonly seconds: number
  readonly resident: number
  readonly bounds: Bounds
  readonly reductions: Reductions
  readonly verified: boolean
  readonly sightings: Sightings | undefined
  readonly checked: readonly string[]
  readonly notChecked: readonly { readonly property: string; readonly missing: readonly string[] }[]
}

/** A search as scripts read it. What walks do not know (states, depth …) is null. */
export interface SearchJson {
  /** `failed`: the target threw an error. */
  readonly verdict: Exploration['verdict'] | 'failed'
  readonly states: number | null
  /** Steps that were made, those to states known already included. */
  readonly generated: number
  readonly depth: number | null
  readonly judgedDepth: number | null
  readonly levels: readonly number[]
  readonly frontier: number | null
  readonly cut: 'depth' | 'states' | 'memory' | 'interrupted' | null
  readonly seconds: number
  readonly statesPerSecond: number | null
  readonly generatedPerSecond: number
  /** Of table and parents. */
  readonly bytesPerState: number | null
  /** The most bytes that were in use, all in all. */
  readonly residentBytes: number
  readonly collisionProbability: number | null
  /** How large it would become, as it seemed while it was young: null of one that was over by then. */
  readonly estimate: {
    readonly atLeast: number
    readonly about: number | null
    readonly growth: number | null
  } | null
  /** Of walks: how many were begun. */
  readonly walks?: number
  readonly bounds: BoundsJson
  readonly reductions: Reductions
  /** Whether what was taken away as dead was seen, afterwards, to be so at all that the servers came to. */
  readonly verified: boolean
  /** Where they were looked out for: with the depth at which each was first reached; unreachable, if the verdict is `ok`. */
  readonly situations?: Sightings
  readonly checked: readonly string[]
  readonly notChecked: SearchOutcome['notChecked']
}

/** Numbers, or `free`; and the cluster that is looked at. */
export type BoundsJson = Readonly<Record<string, number | 'free'>> & { readonly cluster: Cluster }

/** A search for the `--json` document. */
export function searchJson(outcome: SearchOutcome): SearchJson {
  const { verdict, exploration, walks, seconds, resident, bounds, checked, notChecked } = outcome
  const generated = exploration?.generated ?? walks?.steps ?? 0
  const states = exploration?.states ?? null
  const a = (count: number): number => Math.round(count / Math.max(seconds, 1e-3))
  return {
    verdict,
    states,
    generated,
    depth: exploration?.depth ?? null,
    judgedDepth: exploration?.judgedDepth ?? null,
    levels: exploration?.levels ?? [],
    frontier: exploration?.frontier ?? null,
    cut: cutOf(outcome),
    seconds,
    statesPerSecond: states === null ? null : a(states),
    generatedPerSecond: a(generated),
    bytesPerState: exploration === undefined ? null : bytesPerState(exploration),
    residentBytes: resident,
    collisionProbability: exploration?.collisionProbability ?? null,
    estimate: estimateJson(outcome),
    ...(walks === undefined ? {} : { walks: walks.walks }),
    bounds: boundsJson(bounds),
    reductions: outcome.reductions,
    verified: outcome.verified,
    ...(outcome.sightings === undefined ? {} : { situations: outcome.sightings }),
    checked,
    notChecked,
  }
}

function cutOf({ exploration, ending, verdict }: SearchOutcome): SearchJson['cut'] {
  if (verdict !== 'undecided') return null
  if (ending === 'interrupted') return 'interrupted'
  return (exploration?.cut ?? null) as SearchJson['cut']
}

function estimateJson({ estimate }: SearchOutcome): SearchJson['estimate'] {
  if (estimate === undefined) return null
  const { atLeast, about = null, growth = null } = estimate
  return { atLeast, about, growth: growth === null ? null : Number(growth.toFixed(3)) }
}

function bytesPerState({ memory, states }: Exploration): number | null {
  const kept = memory.table + memory.parents
  return kept === 0 ? null : Number((kept / states).toFixed(2))
}

function boundsJson({ cluster, budgets, terms, entries, messages }: Bounds): BoundsJson {
  const said = (bound: number): number | 'free' => (bound === Infinity ? 'free' : bound)
  const numbers = Object.entries({ terms, entries, messages, ...budgets } as Record<string, number>)
  return { ...Object.fromEntries(numbers.map(([name, bound]) => [name, said(bound)])), cluster } as BoundsJson
}
