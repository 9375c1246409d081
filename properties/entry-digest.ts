import type { Entry } from '../core/log/entry.ts'
import { fold } from '../harness/mix.ts'

/** Whether two entries hold the same, beside their place in the log; in one process they mostly are the same object. */
export function sameEntry(one: Entry, other: Entry): boolean {
  return one === other || entryDigest(one) === entryDigest(other)
}

/** What an entry holds beside its place in the log, as a 32-bit number. */
function entryDigest({ term, kind, command }: Entry): number {
  const hash = fold(fold(0x1b873593, term), kind)
  if (command === null) return hash
  const { session, serial, operation, key, value, expected } = command
  return fold(fold(fold(fold(fold(fold(hash, session), serial), operation), key), value), expected)
}
