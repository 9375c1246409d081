import { contentDigest, type Canon, type Digest } from './content-digest.ts'
import type { Renaming } from './renaming.ts'

/**
 * Values that are known by small numbers, in the order in which they were first met; equal ones, as far as is looked at,
 * have one number. By number and renaming there is the value's digest: numbers depend on who was met first, digests do
 * not.
 */
export interface Interner<T> {
  readonly values: T[]
  readonly renamings: readonly Renaming[]
  readonly canon: Canon
  readonly numbers: Map<string, number>
  /** By value, by renaming: two words. */
  prints: Int32Array
}

/** Knows no value yet. */
export function emptyInterner<T>(renamings: readonly Renaming[], canon: Canon): Interner<T> {
  return { values: [], renamings, canon, numbers: new Map(), prints: new Int32Array(1024) }
}

/** The number of a value, by what is looked at of it; a value met for the first time gets the next one. */
export function numberOf<T>(interner: Interner<T>, value: T, lookedAt: unknown): number {
  const { renamings, canon } = interner
  const prints: number[] = []
  for (const renaming of renamings.slice(0, 1)) addPrint(prints, lookedAt, renaming, canon)
  const known = interner.numbers.get(keyOf(prints))
  if (known !== undefined) return known
  for (const renaming of renamings.slice(1)) addPrint(prints, lookedAt, renaming, canon)
  return addValue(interner, value, prints)
}

/** The same of a value whose digests somebody else makes, by renaming: all but the first only if it is new. */
export function numberOfPrinted<T>(
  interner: Interner<T>,
  value: T,
  printUnder: (renaming: number) => Digest,
): number {
  const prints: number[] = [...printUnder(0)]
  const known = interner.numbers.get(keyOf(prints))
  if (known !== undefined) return known
  for (let renaming = 1; renaming < interner.renamings.length; renaming++)
    prints.push(...printUnder(renaming))
  return addValue(interner, value, prints)
}

function addValue<T>(interner: Interner<T>, value: T, prints: readonly number[]): number {
  const number = interner.values.length
  interner.values.push(value)
  interner.numbers.set(keyOf(prints), number)
  const from = number * prints.length
  if (from + prints.length > interner.prints.length) {
    const grown = new Int32Array(2 * interner.prints.length + prints.length)
    grown.set(interner.prints)
    interner.prints = grown
  }
  interner.prints.set(prints, from)
  return number
}

function addPrint(prints: number[], value: unknown, renaming: Renaming, canon: Canon): void {
  prints.push(...contentDigest(value, renaming, canon))
}

/** Puts a value before or behind another by what they are, whoever was met first: less than 0, it comes before. */
export function compared({ prints, renamings }: Interner<unknown>, one: number, other: number): number {
  const width = 2 * renamings.length
  const low = (prints[width * one] as number) - (prints[width * other] as number)
  return low === 0 ? (prints[width * one + 1] as number) - (prints[width * other + 1] as number) : low
}

/** The digest under the first renaming, which changes nothing, is what a value is known by. */
function keyOf(prints: readonly number[]): string {
  return `${prints[0]} ${prints[1]}`
}
