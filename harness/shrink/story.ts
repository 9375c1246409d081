import type { Action } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'

/**
 * What an action of a story acts on, named by what brought it about: the how-manieth of its like that the transition of
 * another item set going. Such names outlast the striking of other lines, which shifts terms, turns and orders.
 */
export interface Origin {
  /** The item whose transition sent the message, gave the answer or began the write; -1: the start of a server. */
  readonly item: number
  /** Its place among the messages to the same server and of the same kind, or the writes to the same file, of that transition. */
  readonly place: number
}

/** One line of a story that is being shrunk. */
export interface Item {
  /** Unique in its story, and kept for as long as the item is. */
  readonly id: number
  /** With the names that it had when it last happened. */
  readonly action: Action
  /** Where it acts on a message, an answer or a write; `null` where its names say all. */
  readonly origin: Origin | null
}

/** A run that is being made shorter: what it runs on, and what happens. */
export interface Story {
  readonly cluster: Cluster
  readonly items: readonly Item[]
}

/** A story as it is recorded. Its items get their origins when it is first told. */
export function storyOf(cluster: Cluster, actions: readonly Action[]): Story {
  return { cluster, items: actions.map((action, id) => ({ id, action, origin: null })) }
}
