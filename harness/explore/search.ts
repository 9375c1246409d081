import { emptyTable, Put, put, touch, type FingerprintTable } from './fingerprint-table.ts'
import { emptyFrontier, nextPiece, noPieces, pushState, type Frontier, type Pieces } from './frontier.ts'
import type { Limits } from './exploration.ts'
import type { Model } from './model.ts'
import { noParents, pushParent, type Parents } from './parents.ts'
import { blankSuccessors, clearSuccessors, type Successors } from './successors.ts'

/** How many successors are made before any is looked up, so that the look-ups wait for memory together. */
const BATCH = 256
/** How many states are expanded for that at the most. */
const MOST_EXPANDED = 256

/** A broken property, and the step that leads to it: which successor of which state. */
export interface Found {
  readonly property: number
  readonly parent: number
  readonly ordinal: number
  readonly low: number
  readonly high: number
}

/** A breadth-first search as far as it is, or one thread's share of it: what it knows, and what it is about. */
export interface Search {
  readonly model: Model
  readonly table: FingerprintTable
  readonly parents: Parents
  readonly pool: Pieces
  /** The level that is being expanded, and the one behind it. */
  current: Frontier
  next: Frontier
  /** The number of the state that is expanded next. */
  turn: number
  readonly successors: Successors
  /** Of a batch: by expanded state, how many successors it and those before it have. */
  readonly ends: Int32Array
  readonly mostStates: number
  cut: 'states' | 'memory' | undefined
  /** Of the level that is being expanded, the violation with the smallest fingerprint: that one is told, whatever the order. */
  found: Found | undefined
  /** Keeps `touch` from being left out. */
  touched: number
}

/** Where a search breadth first stands between two batches of states: all that it needs to go on. */
export interface Standing {
  readonly search: Search
  readonly limits: Limits
  /** How many states each level has; the last one's are being expanded, and those left of them wait in `search.current`. */
  readonly levels: number[]
}

/** A search that has met nothing yet. */
export function openSearch(model: Model, limits: Limits): Search {
  return {
    model,
    table: emptyTable(limits.bytes ?? Infinity),
    parents: noParents(),
    pool: noPieces(),
    current: emptyFrontier(),
    next: emptyFrontier(),
    turn: 0,
    successors: blankSuccessors(),
    ends: new Int32Array(MOST_EXPANDED),
    mostStates: limits.states ?? Infinity,
    cut: undefined,
    found: undefined,
    touched: 0,
  }
}

/** Expands some states of the current level; gives how many. Their successors are in `successors` until the next call. */
export function expandSome(search: Search): number {
  const { model, current, pool, successors, ends, table } = search
  clearSuccessors(successors)
  let expanded = 0
  while (expanded < MOST_EXPANDED && successors.count < BATCH && current.count > 0) {
    const piece = nextPiece(current, pool)
    const length = piece[current.place] as number
    model.expand(piece, current.place + 1, length, successors)
    current.place += length + 1
    current.count -= 1
    ends[expanded++] = successors.count
  }
  const { prints, count } = successors
  let touched = 0
  for (let i = 0; i < count; i++)
    touched ^= touch(table, prints[2 * i] as number, prints[2 * i + 1] as number)
  search.touched = touched
  return expanded
}

/**
 * Meets a state: if it is new, it is judged, and waits on the next level. Says whether the search may go on: not where
 * there is no room for it.
 */
export function meet(
  search: Search,
  words: Int32Array,
  at: number,
  length: number,
  low: number,
  high: number,
  parent: number,
  ordinal: number,
): boolean {
  const { table } = search
  const came = put(table, low, high)
  if (came === Put.Known) return true
  if (came === Put.NoRoom) {
    search.cut = 'memory'
    return false
  }
  if (ordinal > 0xffff) throw new Error(tooManySteps(search.model.name))
  pushParent(search.parents, parent, ordinal)
  const broken = search.model.verdict(words, at, length)
  if (broken !== 0) blame(search, broken, low, high, parent, ordinal)
  pushState(search.next, search.pool, words, at, length)
  if (table.count > search.mostStates) search.cut = 'states'
  else if (bytesOf(search) > table.mostBytes) search.cut = 'memory'
  return search.cut === undefined
}

/** Notes a violation, unless one with a smaller fingerprint is known. */
export function blame(
  search: Search,
  property: number,
  low: number,
  high: number,
  parent: number,
  ordinal: number,
): void {
  const found = { property, parent, ordinal, low, high }
  if (search.found === undefined || comesBefore(found, search.found)) search.found = found
}

/** Whether one violation is told rather than another: an order that does not depend on when either was found. */
export function comesBefore(one: Found, other: Found): boolean {
  if (one.high !== other.high) return one.high >>> 0 < other.high >>> 0
  if (one.low !== other.low) return one.low >>> 0 < other.low >>> 0
  return one.property < other.property
}

/** Begins with the level behind the current one. */
export function nextLevel(search: Search): void {
  const { current, next } = search
  search.current = next
  search.next = current
}

/** Whether an error says that there is no memory left for another array. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /allocation failed|array length/i.test(error.message)
}

/** What a search takes in memory by now. */
export function bytesOf({ table, parents, pool }: Search): number {
  return table.bytes + parents.bytes + pool.bytes
}

function tooManySteps(name: string): string {
  return `The model "${name}" has a state with more than 65,536 successors; paths are kept for no more.`
}
