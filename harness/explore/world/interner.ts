import type { Digest } from './content-digest.ts'
import { addValue, emptyPrints, type Prints } from './prints.ts'

/**
 * Values that are known by small numbers, in the order in which they were first met; equal ones, as far as is looked at,
 * have one number. Numbers depend on who was met first, digests do not.
 */
export interface Numbers {
  readonly prints: Prints
  /** By digest as it is: the number and 1, in open addressing. */
  slots: Int32Array
}

/** The same, with the values themselves. */
export interface Interner<T> extends Numbers {
  readonly values: T[]
}

/** Knows no value yet. `make`: the digest of one under a naming, both by number. */
export function noNumbers(make: Prints['make']): Numbers {
  return { prints: emptyPrints(make), slots: new Int32Array(256) }
}

/** Knows no value yet. `make`: the digest of one under a naming. */
export function emptyInterner<T>(make: (value: T, naming: number, number: number) => Digest): Interner<T> {
  const values: T[] = []
  return { ...noNumbers((number, naming) => make(values[number] as T, naming, number)), values }
}

/** The number of a value, by its digest as it is; a value met for the first time gets the next one. */
export function numberOf<T>(interner: Interner<T>, value: T, digest: Digest): number {
  const { values } = interner
  const number = numberOfDigest(interner, digest)
  if (number === values.length) values.push(value)
  return number
}

/** The same where the values are kept elsewhere. */
export function numberOfDigest(numbers: Numbers, digest: Digest): number {
  const { prints } = numbers
  const slot = slotOf(numbers, digest[0], digest[1])
  const known = numbers.slots[slot] as number
  if (known !== 0) return known - 1
  const number = addValue(prints, digest)
  numbers.slots[slot] = number + 1
  if (2 * prints.count > numbers.slots.length) grow(numbers)
  return number
}

function slotOf({ slots, prints }: Numbers, low: number, high: number): number {
  const { plain } = prints
  const mask = slots.length - 1
  for (let slot = low & mask; ; slot = (slot + 1) & mask) {
    const at = 2 * ((slots[slot] as number) - 1)
    if (at < 0 || (plain[at] === low && plain[at + 1] === high)) return slot
  }
}

function grow(numbers: Numbers): void {
  const { plain, count } = numbers.prints
  numbers.slots = new Int32Array(2 * numbers.slots.length)
  for (let number = 0; number < count; number++) {
    const slot = slotOf(numbers, plain[2 * number] as number, plain[2 * number + 1] as number)
    numbers.slots[slot] = number + 1
  }
}

/** Puts a value before or behind another by what they are, whoever was met first: less than 0, it comes before. */
export function compared({ prints }: Numbers, one: number, other: number): number {
  const { plain } = prints
  const low = (plain[2 * one] as number) - (plain[2 * other] as number)
  return low === 0 ? (plain[2 * one + 1] as number) - (plain[2 * other + 1] as number) : low
}
