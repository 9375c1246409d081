/** A set of 64-bit numbers, each in two halves: the configurations that a search has been in. */
export interface Configurations {
  /** Two halves a slot; a slot of zeros is free. At most half of the slots are taken. */
  slots: Int32Array
  size: number
}

const FIRST_SLOTS = 128

/** The empty set. */
export function noConfigurations(): Configurations {
  return { slots: new Int32Array(2 * FIRST_SLOTS), size: 0 }
}

/** Adds a number; false if it was there. 0 stands for 1. */
export function addConfiguration(set: Configurations, high: number, low: number): boolean {
  const half = (high | low) === 0 ? 1 : low
  const { slots } = set
  const slot = slotOf(slots, high, half)
  if ((slots[slot] as number) !== 0 || (slots[slot + 1] as number) !== 0) return false
  slots[slot] = high
  slots[slot + 1] = half
  if (++set.size * 4 > slots.length) grow(set)
  return true
}

/** Where the number is, or the free slot where it belongs. */
function slotOf(slots: Int32Array, high: number, low: number): number {
  const mask = slots.length - 1
  let slot = (high << 1) & mask
  for (;;) {
    const there = slots[slot] as number
    const too = slots[slot + 1] as number
    if ((there === high && too === low) || (there === 0 && too === 0)) return slot
    slot = (slot + 2) & mask
  }
}

function grow(set: Configurations): void {
  const old = set.slots
  const slots = new Int32Array(old.length * 2)
  for (let i = 0; i < old.length; i += 2) {
    const high = old[i] as number
    const low = old[i + 1] as number
    if (high === 0 && low === 0) continue
    const slot = slotOf(slots, high, low)
    slots[slot] = high
    slots[slot + 1] = low
  }
  set.slots = slots
}
