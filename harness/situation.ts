import type { Feature } from './plan/feature.ts'
import type { ActionKind } from './world/action.ts'
import type { Cluster } from './world/cluster.ts'
import type { Transition } from './world/transition.ts'
import type { World } from './world/world.ts'

/** What a situation may watch beside the `Changed` bits, which these do not meet. */
export const Happened = {
  /** A client asked something that it, or a copy of what it asked, had asked before. */
  AskedAgain: 1 << 27,
  /** A server began to remove segments. */
  Removes: 1 << 28,
} as const

/** What `see` gives back at the transition that brings a situation about. */
export const REACHED: unique symbol = Symbol('reached')

/**
 * Something that a good campaign should have reached, at least in one of its runs: a place where implementations go
 * wrong, or where a rule of the protocol earns its keep. A fold like a monitor, but it may look at the whole world; most
 * need no memory.
 */
export interface Situation<Memory = unknown> {
  /** Lower case, words with hyphens between them. */
  readonly name: string
  readonly sentence: string
  /** The section of the paper or the dissertation, or another source. */
  readonly source: string
  /** What a cluster must have beyond plain Raft for it to come about. */
  readonly takes: readonly Feature[]
  /** The kinds of action at which it is asked; all, when left out. */
  readonly kinds?: readonly ActionKind[]
  /** The topics of those actions at which it is asked: kinds of messages, timers, files, and of an Ask the operation; all, when left out. */
  readonly topics?: readonly number[]
  /** The `Changed` and `Happened` bits at which it is asked; at any transition, when left out. */
  readonly watches?: number
  /** It goes by what an exhaustive search does not tell states apart by, as how a journal came to be: a search does not ask it. */
  readonly onlyInRuns?: true
  /** Gives a memory if it ever has one; a search asks those without. */
  start(cluster: Cluster): Memory
  see(memory: Memory, transition: Transition, world: World): Memory | typeof REACHED
}
