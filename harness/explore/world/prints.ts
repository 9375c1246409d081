import { spread } from '../../mix.ts'
import type { Interner } from './interner.ts'

/** Adds a value's digests to sums by renaming, or takes them away. */
export function addPrint(
  lows: Int32Array,
  highs: Int32Array,
  { prints }: Interner<unknown>,
  number: number,
  times: number,
): void {
  const count = lows.length
  let from = 2 * count * number
  for (let i = 0; i < count; i++) {
    lows[i]! += times * (prints[from] as number)
    highs[i]! += times * (prints[from + 1] as number)
    from += 2
  }
}

/** The smallest of the fingerprints that a state's renamings have, given the sums; in `low` and `high` of the result. */
export function smallest(lows: Int32Array, highs: Int32Array, spent: number, print: Int32Array): void {
  let low = -1
  let high = -1
  for (let i = 0; i < lows.length; i++) {
    const itsHigh = spread((highs[i] as number) + Math.imul(spent, 0x85ebca6b))
    if (itsHigh >>> 0 > high >>> 0) continue
    const itsLow = spread((lows[i] as number) ^ Math.imul(spent + 1, 0x9e3779b1))
    if (itsHigh === high && itsLow >>> 0 > low >>> 0) continue
    low = itsLow
    high = itsHigh
  }
  print[0] = low
  // The smallest of many is mostly small: a table would fill at one end.
  print[1] = spread(high ^ low)
}
