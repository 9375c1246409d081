/** How many parts a table has. Each grows by itself, so that growth never holds two copies of more than one part. */
const PARTS = 64
/** How full a part may be, in 64ths. */
const FULLEST = 48

/**
 * The set of fingerprints that were met: open addressing in typed arrays, a fingerprint's two words side by side, its
 * place told by its high word and its part by its low one. With `depths`, each may carry a number beside it.
 */
export interface FingerprintTable {
  /** By part: two words a slot; both are 0 in an empty one. */
  readonly parts: Int32Array[]
  /** By part: how many of its slots are taken. */
  readonly taken: Int32Array
  /** By part, where asked for: a number a slot. */
  readonly depths: Uint16Array[] | undefined
  /** The depth that the fingerprint put in last had before; -1: it was not there. */
  depthBefore: number
  count: number
  bytes: number
  /** What the table may come to take. */
  readonly mostBytes: number
}

/** What came of putting a fingerprint into a table. */
export const Put = {
  /** It was there already. */
  Known: 0,
  New: 1,
  /** It was not there, and there is no memory left for it. */
  NoRoom: 2,
  /** It was there, met deeper. */
  Shallower: 3,
} as const
export type Put = (typeof Put)[keyof typeof Put]

const SMALLEST = 16

/** A table of nothing, which may grow up to so many bytes. */
export function emptyTable(mostBytes: number, withDepths = false): FingerprintTable {
  const bytes = PARTS * SMALLEST * (withDepths ? 10 : 8)
  return {
    parts: Array.from({ length: PARTS }, () => new Int32Array(2 * SMALLEST)),
    taken: new Int32Array(PARTS),
    depths: withDepths ? Array.from({ length: PARTS }, () => new Uint16Array(SMALLEST)) : undefined,
    depthBefore: -1,
    count: 0,
    bytes,
    mostBytes,
  }
}

/** A table without depths of so many words by part, all of them still to be filled in, of which so many slots will be taken. */
export function shapedTable(
  mostBytes: number,
  words: readonly number[],
  taken: readonly number[],
): FingerprintTable {
  const table = emptyTable(mostBytes)
  words.forEach((length, part) => (table.parts[part] = new Int32Array(length)))
  table.taken.set(taken)
  table.count = taken.reduce((sum, one) => sum + one, 0)
  table.bytes = 4 * words.reduce((sum, one) => sum + one, 0)
  return table
}

/** Puts in a fingerprint, unless it is there or there is no room for it. */
export function put(table: FingerprintTable, low: number, high: number): Put {
  const part = low & (PARTS - 1)
  const slots = table.parts[part] as Int32Array
  const slot = findSlot(slots, low, high)
  if (slots[slot] !== 0 || slots[slot + 1] !== 0) return Put.Known
  return putAt(table, part, slot, low, high)
}

/** Puts in a fingerprint met at a depth; one that was met deeper has that depth from now on. */
export function putAtDepth(table: FingerprintTable, low: number, high: number, depth: number): Put {
  const part = low & (PARTS - 1)
  const slots = table.parts[part] as Int32Array
  const depths = (table.depths as Uint16Array[])[part] as Uint16Array
  const slot = findSlot(slots, low, high)
  if (slots[slot] === 0 && slots[slot + 1] === 0) {
    table.depthBefore = -1
    depths[slot >> 1] = depth
    return putAt(table, part, slot, low, high)
  }
  table.depthBefore = depths[slot >> 1] as number
  if (table.depthBefore <= depth) return Put.Known
  depths[slot >> 1] = depth
  return Put.Shallower
}

/** The depth at which a fingerprint was met that is there. */
export function depthOf(table: FingerprintTable, low: number, high: number): number {
  const part = low & (PARTS - 1)
  const slot = findSlot(table.parts[part] as Int32Array, low, high)
  return ((table.depths as Uint16Array[])[part] as Uint16Array)[slot >> 1] as number
}

/** How many fingerprints were met at each depth, from 1. */
export function countsByDepth({ parts, depths }: FingerprintTable): number[] {
  const counts: number[] = []
  for (let part = 0; part < PARTS; part++) {
    const slots = parts[part] as Int32Array
    for (let slot = 0; slot < slots.length; slot += 2) {
      if (slots[slot] === 0 && slots[slot + 1] === 0) continue
      const depth = (depths as Uint16Array[])[part]?.[slot >> 1] as number
      while (counts.length < depth) counts.push(0)
      counts[depth - 1]! += 1
    }
  }
  return counts
}

/** Reads where a fingerprint would stand, so that the processor fetches it; the sum keeps the reading from being left out. */
export function touch(table: FingerprintTable, low: number, high: number): number {
  const slots = table.parts[low & (PARTS - 1)] as Int32Array
  return slots[homeOf(slots, high)] as number
}

/** How likely it is that two of so many different states share a 64-bit fingerprint, so that one was never looked at. */
export function collisionProbability(states: number): number {
  return -Math.expm1(-(states / 2 ** 32) * ((states - 1) / 2 ** 33))
}

/** Where in a part a fingerprint stands, or an empty slot where it may. Both words 0 stand for an empty slot, and pass for 0 and 1. */
function findSlot(slots: Int32Array, low: number, high: number): number {
  let slot = homeOf(slots, high)
  const second = low === 0 && high === 0 ? 1 : high
  while (slots[slot] !== low || slots[slot + 1] !== second) {
    if (slots[slot] === 0 && slots[slot + 1] === 0) return slot
    slot += 2
    if (slot === slots.length) slot = 0
  }
  return slot
}

/** The first word of the slot that is looked at first: in the order of the high words, whatever the number of slots. */
function homeOf(slots: Int32Array, high: number): number {
  return (((high >>> 0) * (slots.length >> 1) * 2.3283064365386963e-10) | 0) * 2
}

function putAt(table: FingerprintTable, part: number, slot: number, low: number, high: number): Put {
  let slots = table.parts[part] as Int32Array
  let place = slot
  const taken = (table.taken[part] as number) + 1
  if (taken * 128 > slots.length * FULLEST) {
    const depth = table.depths?.[part]?.[slot >> 1] ?? 0
    if (!grow(table, part)) return Put.NoRoom
    slots = table.parts[part] as Int32Array
    place = findSlot(slots, low, high)
    if (table.depths !== undefined) (table.depths[part] as Uint16Array)[place >> 1] = depth
  }
  slots[place] = low
  slots[place + 1] = low === 0 && high === 0 ? 1 : high
  table.taken[part] = taken
  table.count += 1
  return Put.New
}

/** Gives a part half as many slots again, or twice as many while it is small; says whether there was memory for it. */
function grow(table: FingerprintTable, part: number): boolean {
  const old = table.parts[part] as Int32Array
  const oldDepths = table.depths?.[part]
  const size = old.length >> 1
  const room = size < 512 ? 2 * size : size + (size >> 1)
  const bytes = (room - size) * (oldDepths === undefined ? 8 : 10)
  if (table.bytes + bytes > table.mostBytes) return false
  const slots = new Int32Array(2 * room)
  const depths = oldDepths === undefined ? undefined : new Uint16Array(room)
  for (let slot = 0; slot < old.length; slot += 2) {
    const low = old[slot] as number
    const high = old[slot + 1] as number
    if (low === 0 && high === 0) continue
    const place = findSlot(slots, low, high)
    slots[place] = low
    slots[place + 1] = high
    if (depths !== undefined) depths[place >> 1] = oldDepths?.[slot >> 1] as number
  }
  table.parts[part] = slots
  if (table.depths !== undefined) table.depths[part] = depths as Uint16Array
  table.bytes += bytes
  return true
}
