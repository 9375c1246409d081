/** From two numbers to a third: open addressing in one typed array, three words a slot. */
export interface PairTable {
  slots: Int32Array
  count: number
}

/** Knows nothing yet. */
export function emptyPairTable(): PairTable {
  return { slots: new Int32Array(3 * 1024), count: 0 }
}

/** What is known of two numbers; -1: nothing. */
export function lookUp({ slots }: PairTable, one: number, other: number): number {
  return (slots[slotOf(slots, one, other) + 2] as number) - 1
}

/** Notes what belongs to two numbers of which nothing is known. */
export function noteDown(table: PairTable, one: number, other: number, value: number): void {
  if (table.count * 6 > table.slots.length) grow(table)
  const { slots } = table
  const slot = slotOf(slots, one, other)
  slots[slot] = one
  slots[slot + 1] = other
  slots[slot + 2] = value + 1
  table.count += 1
}

/** Where two numbers stand, or would. */
function slotOf(slots: Int32Array, one: number, other: number): number {
  const mask = slots.length / 3 - 1
  let mixed = Math.imul(one ^ Math.imul(other, 0x85ebca6b), 0x9e3779b1)
  mixed ^= mixed >>> 15
  for (let place = mixed & mask; ; place = (place + 1) & mask) {
    const slot = 3 * place
    if (slots[slot + 2] === 0 || (slots[slot] === one && slots[slot + 1] === other)) return slot
  }
}

function grow(table: PairTable): void {
  const { slots } = table
  table.slots = new Int32Array(2 * slots.length)
  for (let slot = 0; slot < slots.length; slot += 3) {
    if (slots[slot + 2] === 0) continue
    const to = slotOf(table.slots, slots[slot] as number, slots[slot + 1] as number)
    table.slots.set(slots.subarray(slot, slot + 3), to)
  }
}
