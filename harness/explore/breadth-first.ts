import type { Cut, Exploration, Limits, Onlooker, Progress } from './exploration.ts'
import { collisionProbability } from './fingerprint-table.ts'
import { closeFrontier } from './frontier.ts'
import type { Model } from './model.ts'
import { NO_PARENT, ordinalOf, parentOf } from './parents.ts'
import { walkPath } from './path.ts'
import {
  blame,
  bytesOf,
  expandSome,
  isOutOfMemory,
  meet,
  nextLevel,
  openSearch,
  type Found,
  type Search,
  type Standing,
} from './search.ts'
import { blankSuccessors } from './successors.ts'

/** How many states are met before an onlooker is told again. */
const TOLD_EVERY = 1 << 16

/**
 * Who is asked between two batches of a few hundred states whether the search goes on. It may take the search down
 * meanwhile, and must neither change nor keep what it is shown.
 */
export type BetweenBatches = (standing: Standing) => 'go on' | 'stop'

/**
 * Looks at every state of a model, nearest first, so that a violation comes with a path as short as can be. The level on
 * which one is found is finished first: so neither the counts nor which violation is told depend on any order.
 */
export function breadthFirst(
  model: Model,
  limits: Limits = {},
  onlooker?: Onlooker,
  betweenBatches?: BetweenBatches,
): Exploration {
  const search = openSearch(model, limits)
  meetFirst(search)
  return searchLevels({ search, limits, levels: [] }, { onlooker, betweenBatches, told: 0 })
}

/** Goes on with a search that was left, and comes to what it would have come to. */
export function resumeBreadthFirst(
  standing: Standing,
  onlooker?: Onlooker,
  betweenBatches?: BetweenBatches,
): Exploration {
  const { search, limits, levels } = standing
  if ((limits.depth ?? Infinity) <= levels.length) throw new RangeError(tooDeep(limits, levels))
  return searchLevels(standing, { onlooker, betweenBatches, told: search.table.count })
}

/** Who looks on, and how many states there were when they were told last. */
interface Company {
  readonly onlooker: Onlooker | undefined
  readonly betweenBatches: BetweenBatches | undefined
  told: number
}

function searchLevels(standing: Standing, company: Company): Exploration {
  const { search, limits, levels } = standing
  let judgedDepth = levels.length
  let cut = expandLevel(standing, company)
  while (search.next.count > 0) {
    levels.push(search.next.count)
    if (search.found !== undefined || cut !== undefined) break
    judgedDepth = levels.length
    if (levels.length >= (limits.depth ?? Infinity)) {
      cut = 'depth'
      break
    }
    closeFrontier(search.current, search.pool)
    nextLevel(search)
    cut = expandLevel(standing, company)
  }
  return explorationOf(search, levels, judgedDepth, cut)
}

/** Expands what is left of the current level; says what cut that short. */
function expandLevel(standing: Standing, company: Company): Cut | undefined {
  const { search } = standing
  const { onlooker, betweenBatches } = company
  search.model.remarks?.atDepth(standing.levels.length + 1)
  while (search.current.count > 0 && search.cut === undefined) {
    goOn(search)
    if (onlooker !== undefined && search.table.count - company.told >= TOLD_EVERY) {
      company.told = search.table.count
      onlooker(progressOf(standing))
    }
    if (search.cut === undefined && betweenBatches?.(standing) === 'stop') return 'stopped'
  }
  return search.cut
}

/** Expands some states, and meets their successors; where there is no memory for that, the search is cut. */
function goOn(search: Search): void {
  const first = search.turn
  try {
    search.turn += expandSome(search)
    meetBatch(search, first, search.turn - first)
  } catch (error) {
    if (!isOutOfMemory(error)) throw error
    search.cut = 'memory'
  }
}

function meetFirst(search: Search): void {
  const { successors, model } = search
  model.remarks?.atDepth(1)
  model.begin(successors)
  const { words, starts, prints, count } = successors
  for (let i = 0; i < count; i++) {
    const at = starts[i] as number
    const length = (starts[i + 1] as number) - at
    meet(search, words, at, length, prints[2 * i] as number, prints[2 * i + 1] as number, NO_PARENT, i)
  }
}

/** Meets the successors of a batch, in their order. */
function meetBatch(search: Search, first: number, expanded: number): void {
  const { successors, ends } = search
  const { words, starts, prints, verdicts } = successors
  let i = 0
  for (let k = 0; k < expanded; k++) {
    const begin = i
    for (const end = ends[k] as number; i < end; i++) {
      const low = prints[2 * i] as number
      const high = prints[2 * i + 1] as number
      const broken = verdicts[i] as number
      if (broken !== 0) blame(search, broken, low, high, first + k, i - begin)
      const at = starts[i] as number
      const length = (starts[i + 1] as number) - at
      if (!meet(search, words, at, length, low, high, first + k, i - begin)) return
    }
  }
}

function explorationOf(
  search: Search,
  levels: readonly number[],
  judgedDepth: number,
  cut: Cut | undefined,
): Exploration {
  const { table, parents, pool, found, current, next, successors, model } = search
  return {
    verdict: found !== undefined ? 'violation' : cut !== undefined ? 'undecided' : 'ok',
    cut: found === undefined ? cut : undefined,
    states: table.count,
    generated: successors.generated,
    depth: levels.length,
    judgedDepth,
    levels,
    frontier: current.count + next.count,
    memory: { table: table.bytes, parents: parents.bytes, frontier: pool.peakBytes },
    collisionProbability: collisionProbability(table.count),
    violation: found === undefined ? undefined : brokenBy(search, found),
    told: model.remarks === undefined ? [] : [model.remarks.told()],
  }
}

function brokenBy({ model, parents }: Search, found: Found): Exploration['violation'] {
  const ordinals = [found.ordinal]
  for (let state = found.parent; state !== NO_PARENT; state = parentOf(parents, state))
    ordinals.unshift(ordinalOf(parents, state))
  return {
    property: model.properties[found.property - 1] as string,
    path: walkPath(model, ordinals, blankSuccessors()),
  }
}

/** How far a search is. */
export function progressOf({ search, levels }: Standing): Progress {
  return {
    states: search.table.count,
    generated: search.successors.generated,
    depth: levels.length,
    waiting: search.current.count,
    found: search.next.count,
    bytes: bytesOf(search),
    levels,
  }
}

function tooDeep({ depth }: Limits, levels: readonly number[]): string {
  return (
    `The search is expanding states of depth ${levels.length} already, so a depth of at most ${depth} cannot be kept; ` +
    `resume it with a depth of at least ${levels.length + 1}, or with none.`
  )
}
