import type { Cut, Limits } from '../exploration.ts'
import { closeFrontier } from '../frontier.ts'
import type { Model } from '../model.ts'
import { NO_PARENT } from '../parents.ts'
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
} from '../search.ts'
import {
  allFinished,
  allPublished,
  finishLevel,
  isStopped,
  nap,
  publish,
  publishedOf,
  show,
  stop,
  type Board,
} from './board.ts'
import { announce, receive, send, type Channel, type Taker } from './channel.ts'

/** How many of the fingerprints that were sent are remembered, so that they are not sent again: a power of two. */
const REMEMBERED = 1 << 16

/** One thread's share of a search: the states whose fingerprints fall to it. */
export interface Share {
  readonly search: Search
  readonly thread: number
  readonly threads: number
  readonly board: Board
  /** By thread: the channels to it and from it; none to itself. */
  readonly to: readonly (Channel | undefined)[]
  readonly from: readonly (Channel | undefined)[]
  readonly sent: Int32Array
  readonly take: Taker
  /** By thread: who takes what comes from there. */
  readonly takers: readonly Taker[]
}

/** What a thread's share of a search came to; `levels`, `judgedDepth` and `cut` are the same in all threads. */
export interface ShareResult {
  readonly states: number
  readonly generated: number
  readonly frontier: number
  readonly levels: readonly number[]
  readonly judgedDepth: number
  readonly cut: Cut | undefined
  readonly found: Found | undefined
  readonly memory: { readonly table: number; readonly parents: number; readonly frontier: number }
  /** What the thread's model remarked. */
  readonly told: unknown
}

/** A share that has met nothing yet; each thread may use its part of what the limits allow. */
export function openShare(
  model: Model,
  limits: Limits,
  thread: number,
  threads: number,
  board: Board,
  to: Share['to'],
  from: Share['from'],
): Share {
  const search = openSearch(model, {
    bytes: (limits.bytes ?? Infinity) / threads - 8 * REMEMBERED,
    states: (limits.states ?? Infinity) / threads,
  })
  const take: Taker = (words, at, length, low, high, parent, ordinal) => {
    if (search.cut === undefined) meet(search, words, at, length, low, high, parent, ordinal)
  }
  return {
    search,
    thread,
    threads,
    board,
    to,
    from,
    sent: nothingSent(),
    take,
    takers: from.map((_, other) => takerFrom(model, other, take)),
  }
}

/** Takes rows as another thread writes them. */
function takerFrom({ sharing }: Model, other: number, take: Taker): Taker {
  if (sharing === undefined) return take
  let row = new Int32Array(1024)
  return (words, at, length, low, high, parent, ordinal) => {
    if (length > row.length) row = new Int32Array(2 * length)
    sharing.translate(other, words, at, length, row)
    take(row, 0, length, low, high, parent, ordinal)
  }
}

/** Searches level by level, all threads together. */
export function searchShare(share: Share, mostDepth: number): ShareResult {
  const { search, board, thread, threads } = share
  const levels: number[] = []
  let judgedDepth = 0
  let cut: Cut | undefined
  meetFirst(share)
  for (let level = 1; ; level++) {
    publish(board, thread, level, {
      states: search.next.count,
      found: search.found !== undefined,
      cut: search.cut ?? (isStopped(board) ? 'stopped' : undefined),
    })
    for (let naps = 0; !allPublished(board, threads, level); naps++) nap(board, naps)
    const published = publishedOf(board, threads, level)
    cut = published.cut
    if (published.states > 0) levels.push(published.states)
    if (published.states === 0 || published.found || cut !== undefined) break
    judgedDepth = levels.length
    if (level >= mostDepth) {
      cut = 'depth'
      break
    }
    closeFrontier(search.current, search.pool)
    nextLevel(search)
    searchLevel(share, level)
  }
  const { table, parents, pool, successors, current, next } = search
  return {
    states: table.count,
    generated: successors.generated,
    frontier: current.count + next.count,
    levels,
    judgedDepth,
    cut,
    found: search.found,
    told: search.model.remarks?.told(),
    memory: { table: table.bytes + 8 * REMEMBERED, parents: parents.bytes, frontier: pool.peakBytes },
  }
}

/** Every thread makes the states that a run begins with, and meets its own. */
function meetFirst(share: Share): void {
  const { search, thread, threads } = share
  const { successors, model } = search
  model.remarks?.atDepth(1)
  model.begin(successors)
  const { words, starts, prints, count } = successors
  for (let i = 0; i < count; i++) {
    const low = prints[2 * i] as number
    const high = prints[2 * i + 1] as number
    const at = starts[i] as number
    if (ownerOf(low, threads) !== thread) continue
    meet(search, words, at, (starts[i + 1] as number) - at, low, high, NO_PARENT, i)
  }
  if (thread > 0) successors.generated = 0
}

function searchLevel(share: Share, level: number): void {
  const { search, board, thread, threads } = share
  search.model.remarks?.atDepth(level + 1)
  while (search.current.count > 0 && !isStopped(board)) {
    goOn(share)
    if (search.cut !== undefined) stop(board)
    const { table, successors, current, next } = search
    show(board, thread, [
      table.count,
      successors.generated,
      current.count,
      next.count,
      bytesOf(search),
      level,
    ])
  }
  finishLevel(board)
  let naps = 0
  while (!allFinished(board, threads, level)) {
    if (receiveAll(share)) naps = 0
    else nap(board, naps++)
  }
  // All is announced by now, whoever sent it.
  receiveAll(share)
}

/** Expands some states, deals out their successors, and takes in others; where there is no memory for that, the search is cut. */
function goOn(share: Share): void {
  const { search } = share
  const first = search.turn
  try {
    search.turn += expandSome(search)
    deal(share, first, search.turn - first)
    announceAll(share)
    receiveAll(share)
  } catch (error) {
    if (!isOutOfMemory(error)) throw error
    search.cut = 'memory'
  }
}

/** Meets the successors that are the thread's own, and sends the others to theirs. */
function deal(share: Share, first: number, expanded: number): void {
  const { search, thread, threads } = share
  const { successors, ends } = search
  const { words, starts, prints, verdicts } = successors
  let i = 0
  for (let k = 0; k < expanded; k++) {
    const begin = i
    const parent = (first + k) * threads + thread
    for (const end = ends[k] as number; i < end; i++) {
      const low = prints[2 * i] as number
      const high = prints[2 * i + 1] as number
      const broken = verdicts[i] as number
      if (broken !== 0) blame(search, broken, low, high, parent, i - begin)
      const at = starts[i] as number
      const length = (starts[i + 1] as number) - at
      const owner = ownerOf(low, threads)
      if (owner === thread) share.take(words, at, length, low, high, parent, i - begin)
      else if (!wasSent(share.sent, low, high))
        handOver(share, owner, words, at, length, low, high, parent, i - begin)
    }
  }
}

function handOver(
  share: Share,
  owner: number,
  words: Int32Array,
  at: number,
  length: number,
  low: number,
  high: number,
  parent: number,
  ordinal: number,
): void {
  const channel = share.to[owner] as Channel
  for (let naps = 0; !send(channel, words, at, length, low, high, parent, ordinal); naps++) {
    announceAll(share)
    // The other may be waiting for room as well: to send to this thread.
    if (!receiveAll(share)) nap(share.board, naps)
  }
}

/** What was sent is made of what was met: that is told first. */
function announceAll({ search, to }: Share): void {
  search.model.sharing?.publish()
  for (const channel of to) if (channel !== undefined) announce(channel)
}

function receiveAll({ from, takers }: Share): boolean {
  let any = false
  for (let i = 0; i < from.length; i++) {
    const channel = from[i]
    if (channel !== undefined && receive(channel, takers[i] as Taker)) any = true
  }
  return any
}

/** The first place is taken by what can stand in no other: else 0 and 0 would pass for sent. */
function nothingSent(): Int32Array {
  const sent = new Int32Array(2 * REMEMBERED)
  sent[1] = 1
  return sent
}

/** Whether a fingerprint was sent a short while ago; if not, it is now. */
function wasSent(sent: Int32Array, low: number, high: number): boolean {
  const place = 2 * (high & (REMEMBERED - 1))
  if (sent[place] === low && sent[place + 1] === high) return true
  sent[place] = low
  sent[place + 1] = high
  return false
}

/** To which thread a state falls: by other bits than its place in a table. */
function ownerOf(low: number, threads: number): number {
  return ((low >>> 8) & 0xffff) % threads
}
