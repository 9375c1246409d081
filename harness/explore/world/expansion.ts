import { blankSuccessors, type Successors } from '../successors.ts'
import type { Bounds, Reductions } from './bounds.ts'
import type { Ledgers } from './ledgers.ts'
import { emptyPairTable, type PairTable } from './pair-table.ts'
import { fingerprint } from './fingerprint.ts'
import type { Reactions } from './reactions.ts'
import type { SearchLookout } from './search-lookout.ts'
import { sumsOf, turnTo, type Sums } from './sums.ts'
import { RowWord } from './layout.ts'

/**
 * A state as a row: the seats by number, server by server; the clients; the ledger; what was spent; and the messages in
 * flight, by number, in ascending order. One row is being expanded; all that its successors share is worked out once.
 */
export interface Expansion {
  readonly reactions: Reactions
  readonly ledgers: Ledgers
  /** By ledger and reaction: the ledger after it and, in the lowest bits, who found something. */
  readonly judged: PairTable
  /** By clients and session: what it asks, and the clients then. */
  readonly asks: PairTable
  readonly bounds: Bounds
  readonly reductions: Reductions
  readonly servers: number
  /** Situations that are looked out for; `undefined`: none are. */
  readonly lookout: SearchLookout | undefined
  /** Whether answers that can change nothing any more are taken away. */
  readonly dropsResponses: boolean
  /** Whether whoever crashes starts at once: where nothing can happen to its disk in between. */
  readonly startsAtOnce: boolean
  readonly sums: Sums
  words: Int32Array
  at: number
  length: number
  /** By message: 1, if it was taken away as dead. */
  dropped: Uint8Array
  /** The ledger before the step that is made. */
  ledger: number
  successors: Successors
}

/** Ready for the first row. */
export function expansionOf(
  reactions: Reactions,
  ledgers: Ledgers,
  bounds: Bounds,
  reductions: Reductions,
  lookout: SearchLookout | undefined,
): Expansion {
  const { seats, clients, messages, namings } = reactions
  return {
    reactions,
    ledgers,
    judged: emptyPairTable(),
    asks: emptyPairTable(),
    bounds,
    reductions,
    servers: bounds.cluster.options.servers,
    lookout,
    startsAtOnce: reductions.partialOrder && bounds.cluster.synchronousDisk && bounds.budgets.losses === 0,
    dropsResponses: reductions.deadMessages && bounds.cluster.synchronousDisk,
    sums: sumsOf(namings, [seats.prints, clients.prints, ledgers.numbers.prints, messages.prints]),
    words: new Int32Array(0),
    at: 0,
    length: 0,
    dropped: new Uint8Array(1024),
    ledger: 0,
    successors: blankSuccessors(),
  }
}

/** Opens a row, whose successors go where is said. */
export function openRow(
  expansion: Expansion,
  words: Int32Array,
  at: number,
  length: number,
  successors: Successors,
): void {
  expansion.words = words
  expansion.at = at
  expansion.length = length
  expansion.successors = successors
  expansion.ledger = words[at + expansion.servers + RowWord.Ledger] as number
  turnTo(expansion.sums, words, at, length)
}

/** The fingerprint of the row that is open. */
export function printOfRow({ reactions, sums, words, at, servers }: Expansion, print: Int32Array): void {
  fingerprint(reactions, sums, words, at, words[at + servers + RowWord.Spent] as number, print)
}
