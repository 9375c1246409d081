import type { Digest } from './content-digest.ts'

/** The digests of values that are known by number: each as it is, and under another naming only once that is asked for. */
export interface Prints {
  /** Makes the digest of a value under a naming, both by number. */
  readonly make: (number: number, naming: number) => Digest
  /** By value: its digest as it is, in two words. */
  plain: Int32Array
  count: number
  /** Of the others: the value and 1, the naming, and the digest, in open addressing. */
  slots: Int32Array
  taken: number
}

/** The words of a slot. */
const SLOT = 4

/** None are known yet. */
export function emptyPrints(make: Prints['make']): Prints {
  return { make, plain: new Int32Array(256), count: 0, slots: new Int32Array(SLOT * 64), taken: 0 }
}

/** Takes in the digest of the next value, and gives the value its number. */
export function addValue(prints: Prints, [low, high]: Digest): number {
  const number = prints.count
  if (2 * number === prints.plain.length) {
    const { plain } = prints
    prints.plain = new Int32Array(2 * plain.length)
    prints.plain.set(plain)
  }
  prints.plain[2 * number] = low
  prints.plain[2 * number + 1] = high
  prints.count = number + 1
  return number
}

/** Adds the digest of a value under a naming to a sum of two words, or takes it away: `times` is 1 or -1. */
export function addPrint(
  sum: Int32Array,
  prints: Prints,
  number: number,
  naming: number,
  times: number,
): void {
  let at = 2 * number
  let words = prints.plain
  if (naming !== 0) {
    at = madeAt(prints, number, naming)
    words = prints.slots
  }
  sum[0]! += times * (words[at] as number)
  sum[1]! += times * (words[at + 1] as number)
}

/** Where the digest stands; it is made, where it was not asked for before. */
function madeAt(prints: Prints, number: number, naming: number): number {
  let slot = slotOf(prints.slots, number, naming)
  if (prints.slots[slot] === 0) {
    const [low, high] = prints.make(number, naming)
    if (prints.taken * SLOT * 3 >= prints.slots.length * 2) grow(prints)
    slot = slotOf(prints.slots, number, naming)
    const { slots } = prints
    slots[slot] = number + 1
    slots[slot + 1] = naming
    slots[slot + 2] = low
    slots[slot + 3] = high
    prints.taken += 1
  }
  return slot + 2
}

/** Where a value and a naming stand, or would. */
function slotOf(slots: Int32Array, number: number, naming: number): number {
  const mask = slots.length - 1
  let mixed = Math.imul(number ^ Math.imul(naming, 0x85ebca6b), 0x9e3779b1)
  mixed ^= mixed >>> 15
  for (let slot = (mixed * SLOT) & mask; ; slot = (slot + SLOT) & mask)
    if (slots[slot] === 0 || (slots[slot] === number + 1 && slots[slot + 1] === naming)) return slot
}

function grow(prints: Prints): void {
  const { slots } = prints
  prints.slots = new Int32Array(2 * slots.length)
  for (let slot = 0; slot < slots.length; slot += SLOT) {
    if (slots[slot] === 0) continue
    const to = slotOf(prints.slots, (slots[slot] as number) - 1, slots[slot + 1] as number)
    prints.slots.set(slots.subarray(slot, slot + SLOT), to)
  }
}
