import { fold, spread } from '../../../mix.ts'
import {
  fromOf,
  grantedOf,
  matchIndexOf,
  nextIndexOf,
  respondedOf,
  toOf,
  votedForOf,
  WORDS,
} from './layout.ts'

/** Scratch space to find the fingerprint that all renamings of a state share. */
export interface Renamings {
  readonly servers: number
  /** By server: what can be said of it without any server's name. */
  readonly signatures: Int32Array
  /** Servers in the order of their signatures; and, while equal ones are permuted, the order that is tried. */
  readonly order: Int32Array
  /** By server: its name in the order that is tried. */
  readonly names: Int32Array
  /** The smallest fingerprint so far. */
  low: number
  high: number
}

/** For so many servers. */
export function renamingsOf(servers: number): Renamings {
  return {
    servers,
    signatures: new Int32Array(servers),
    order: new Int32Array(servers),
    names: new Int32Array(servers),
    low: 0,
    high: 0,
  }
}

/**
 * The fingerprint of a state that is the same for all its renamings: servers are sorted by what can be said of each
 * without names, and where that ties, the smallest of all orders that it allows is taken.
 */
export function symmetricPrint(
  renamings: Renamings,
  words: Int32Array,
  at: number,
  length: number,
  print: Int32Array,
): void {
  sign(renamings, words, at, length)
  sort(renamings)
  renamings.low = -1
  renamings.high = -1
  tryOrders(renamings, 0, words, at, length)
  print[0] = renamings.low
  print[1] = renamings.high
}

const VOTES_AND_NAMES = ~((7 << 5) | (1023 << 14))

function sign({ servers, signatures }: Renamings, words: Int32Array, at: number, length: number): void {
  for (let server = 0; server < servers; server++) {
    const place = at + WORDS * server
    const first = words[place] as number
    const indices = words[place + 2] as number
    const vote = votedForOf(first) === 0 ? 0 : votedForOf(first) === server + 1 ? 1 : 2
    let votes = 0
    let peers = 0
    for (let peer = 0; peer < servers; peer++) {
      const responded = (respondedOf(first) >>> peer) & 1
      const granted = (grantedOf(first) >>> peer) & 1
      const self = peer === server ? 1 : 0
      const known = (nextIndexOf(indices, peer) << 3) | matchIndexOf(indices, peer)
      peers += fold(0x3c6ef372, (known << 3) | (self << 2) | (responded << 1) | granted)
      votes += responded + (granted << 4) + (self << 8)
    }
    const own = fold(fold(first & VOTES_AND_NAMES, vote | (votes << 3)), words[place + 1] as number)
    signatures[server] = fold(own, peers)
  }
  for (let place = at + WORDS * servers; place < at + length; place++) {
    const sent = words[place] as number
    const content = sent & ~(63 << 2)
    signatures[fromOf(sent)]! += spread(fold(0x1f83d9ab, content))
    signatures[toOf(sent)]! += spread(fold(0x5be0cd19, content))
  }
}

function sort({ servers, signatures, order }: Renamings): void {
  for (let server = 0; server < servers; server++) {
    let place = server
    const its = signatures[server] as number
    while (place > 0 && (signatures[order[place - 1] as number] as number) > its) {
      order[place] = order[place - 1] as number
      place--
    }
    order[place] = server
  }
}

/** Tries every order that swaps only servers of equal signature, from a place on. */
function tryOrders(renamings: Renamings, place: number, words: Int32Array, at: number, length: number): void {
  const { servers, signatures, order, names } = renamings
  if (place === servers) {
    tryNames(renamings, words, at, length)
    return
  }
  const here = order[place] as number
  for (let other = place; other < servers; other++) {
    const chosen = order[other] as number
    if (signatures[chosen] !== signatures[here]) break
    order[other] = here
    order[place] = chosen
    names[chosen] = place
    tryOrders(renamings, place + 1, words, at, length)
    order[place] = here
    order[other] = chosen
  }
}

function tryNames(renamings: Renamings, words: Int32Array, at: number, length: number): void {
  const { servers, order, names } = renamings
  let low = 0
  let high = 0
  for (let name = 0; name < servers; name++) {
    const place = at + WORDS * (order[name] as number)
    const first = renamedServer(names, servers, words[place] as number)
    const indices = renamedIndices(order, servers, words[place + 2] as number)
    const log = words[place + 1] as number
    low += spread(fold(fold(fold(0x2545f491 + name, first), log), indices))
    high += spread(
      Math.imul(fold(fold(fold(0x6c078965 - name, indices), first ^ 0x5bd1e995), log), 0x85ebca6b),
    )
  }
  for (let place = at + WORDS * servers; place < at + length; place++) {
    const sent = words[place] as number
    const from = names[fromOf(sent)] as number
    const renamed = (sent & ~(63 << 2)) | (from << 2) | ((names[toOf(sent)] as number) << 5)
    low += spread(fold(0x1b873593, renamed))
    high += spread(fold(fold(0x38495ab5, renamed), 0x52dce729))
  }
  low = spread(low)
  high = spread(high)
  const { high: best } = renamings
  if (high >>> 0 > best >>> 0 || (high === best && low >>> 0 > renamings.low >>> 0)) return
  renamings.low = low
  renamings.high = high
}

function renamedServer(names: Int32Array, servers: number, first: number): number {
  const vote = votedForOf(first)
  let renamed = first & VOTES_AND_NAMES
  if (vote > 0) renamed |= ((names[vote - 1] as number) + 1) << 5
  for (let peer = 0; peer < servers; peer++) {
    renamed |= ((first >>> (14 + peer)) & 1) << (14 + (names[peer] as number))
    renamed |= ((first >>> (19 + peer)) & 1) << (19 + (names[peer] as number))
  }
  return renamed
}

function renamedIndices(order: Int32Array, servers: number, indices: number): number {
  let renamed = 0
  for (let name = 0; name < servers; name++) {
    const peer = order[name] as number
    renamed |= nextIndexOf(indices, peer) << (3 * name)
    renamed |= matchIndexOf(indices, peer) << (15 + 3 * name)
  }
  return renamed
}
