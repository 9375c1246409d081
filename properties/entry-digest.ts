import type { Entry } from '../core/log/entry.ts'
import { fold } from '../harness/mix.ts'

/** What an entry holds beside its place in the log, as a 32-bit number. */
export function entryDigest({ term, kind, command }: Entry): number {
  const hash = fold(fold(0x1b873593, term), kind)
  if (command === null) return hash
  const { session, serial, operation, key, value, expected } = command
  return fold(fold(fold(fold(fold(fold(hash, session), serial), operation), key), value), expected)
}
