/**
 * States on their way from one thread to another: a ring of words in shared memory, with one writer and one reader. The
 * first word counts the words that were written, and the word at `HEAD` those that were read; both wrap around.
 */
export interface Channel {
  readonly ring: Int32Array
  /** The writer's: how much it has written, announced or not. */
  written: number
  /** The reader's: how much it has read. */
  read: number
}

/** How many words a ring has room for: a power of two. */
const ROOM = 1 << 17
const TAIL = 0
// The two counts are kept in cache lines of their own.
const HEAD = 16
const BODY = 32
/** What stands before a row: its length, its fingerprint, its parent and its ordinal. A length of -1: go on at the ring's start. */
const FRONT = 5

/** Who takes the states that a channel brings. */
export type Taker = (
  words: Int32Array,
  at: number,
  length: number,
  low: number,
  high: number,
  parent: number,
  ordinal: number,
) => void

/** The memory of a channel. */
export function channelMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * (BODY + ROOM))
}

/** One end of a channel. */
export function openChannel(memory: SharedArrayBuffer): Channel {
  return { ring: new Int32Array(memory), written: 0, read: 0 }
}

/** Writes a state, unless there is no room for it now; says whether it did. It is seen once `announce` is called. */
export function send(
  channel: Channel,
  words: Int32Array,
  at: number,
  length: number,
  low: number,
  high: number,
  parent: number,
  ordinal: number,
): boolean {
  const { ring } = channel
  const place = channel.written & (ROOM - 1)
  const fits = place + FRONT + length <= ROOM
  const needed = fits ? FRONT + length : ROOM - place + FRONT + length
  if (needed > ROOM - 1)
    throw new Error(`A state of ${length} words is too long to be handed to another thread.`)
  if (((channel.written - Atomics.load(ring, HEAD)) | 0) + needed > ROOM) return false
  let to = BODY + place
  if (!fits) {
    ring[to] = -1
    to = BODY
  }
  ring[to] = length
  ring[to + 1] = low
  ring[to + 2] = high
  ring[to + 3] = parent
  ring[to + 4] = ordinal
  to += FRONT
  for (let i = 0; i < length; i++) ring[to + i] = words[at + i] as number
  channel.written = (channel.written + needed) | 0
  return true
}

/** Lets the reader see what was written. */
export function announce({ ring, written }: Channel): void {
  Atomics.store(ring, TAIL, written)
}

/** Hands over all that was announced; says whether that was anything. */
export function receive(channel: Channel, take: Taker): boolean {
  const { ring } = channel
  const end = Atomics.load(ring, TAIL)
  if (end === channel.read) return false
  let { read } = channel
  while (read !== end) {
    let place = read & (ROOM - 1)
    if (ring[BODY + place] === -1) {
      read = (read + ROOM - place) | 0
      place = 0
    }
    const at = BODY + place
    const length = ring[at] as number
    take(
      ring,
      at + FRONT,
      length,
      ring[at + 1] as number,
      ring[at + 2] as number,
      (ring[at + 3] as number) >>> 0,
      ring[at + 4] as number,
    )
    read = (read + FRONT + length) | 0
  }
  channel.read = read
  Atomics.store(ring, HEAD, read)
  return true
}
