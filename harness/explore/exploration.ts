/** Bounds of a search that are no part of the model: one that cuts a search keeps it from being `ok`. */
export interface Limits {
  /** States deeper than this are not looked at; the states that a run begins with have depth 1. */
  readonly depth?: number
  /** About how many states are kept at the most. */
  readonly states?: number
  /** How many bytes table, parents and waiting states may take, all threads together. */
  readonly bytes?: number
}

/** One step of a path, and the state it leads to. */
export interface PathStep {
  /** The number by which the model knows the step in the state before; -1 of the state that the run begins with. */
  readonly action: number
  readonly name: string
  readonly state: Int32Array
}

/** How a property came to be broken: by a path as short as can be, where the search was breadth first. */
export interface BrokenProperty {
  readonly property: string
  readonly path: readonly PathStep[]
}

/** What a search took in memory, in bytes. */
export interface Memory {
  readonly table: number
  readonly parents: number
  /** Of states that waited, at the most. */
  readonly frontier: number
}

/** What a search has come to. */
export interface Exploration {
  /** `ok` only if every state was looked at; `undecided` where the search was cut. */
  readonly verdict: 'ok' | 'violation' | 'undecided'
  /** What cut the search. */
  readonly cut: Cut | undefined
  readonly states: number
  readonly generated: number
  /** How many levels have states, those that a run begins with being the first; of an unbounded search depth first, how deep it went. */
  readonly depth: number
  /** No state up to this depth breaks a property, nor does a step from a state before that. */
  readonly judgedDepth: number
  /** By level, where it is known: how many states have their shortest path there. */
  readonly levels: readonly number[]
  /** How many states were met and not expanded. */
  readonly frontier: number
  readonly memory: Memory
  /** How likely it is that a state was taken for another and never looked at. */
  readonly collisionProbability: number
  readonly violation: BrokenProperty | undefined
  /** What the model remarked on the way, by thread; nothing of a model that remarks nothing. */
  readonly told: readonly unknown[]
}

/** What cut a search short: a limit, or whoever was asked whether it should go on. */
export type Cut = 'depth' | 'states' | 'memory' | 'stopped'

/** How far a search is. */
export interface Progress {
  readonly states: number
  readonly generated: number
  /** The depth of the states that are being expanded, how many of them are left, and how many were found behind them. */
  readonly depth: number
  readonly waiting: number
  readonly found: number
  readonly bytes: number
  readonly levels: readonly number[]
}

/** Who is told now and then how far a search is. */
export type Onlooker = (progress: Progress) => void

/** Who is told time and again how far a search is, and says whether it goes on. */
export type Overseer = (progress: Progress) => 'go on' | 'stop'
