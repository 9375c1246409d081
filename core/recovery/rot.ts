import type { Stored } from './disk.ts'

/**
 * Whether a journal, of which the first so many records are of use, has lost what was durable. What follows them may be
 * a write that a crash came before: nobody counted on it, and it can be cut off. But if a record behind it, which is
 * whole, was written when it was known to be durable, then it has rotted, and to cut it off would be to forget what the
 * server told others that it had ("Protocol-Aware Recovery for Consensus-Based Storage", FAST '18, 3.3).
 *
 * The newest of the whole records says most of all, for what is durable only grows. It cannot vouch for itself, nor for
 * what was not known to be durable when it was written: of those records nobody can tell whether they were torn or have
 * rotted (the paper's entanglement of crashes and corruption, which its section 3.3.3 leaves open for the last one), and
 * here they count as torn. So rot of them breaks what Raft takes for granted of stable storage, and no other does.
 */
export function hasRotted(journal: readonly Stored[], ofUse: number): boolean {
  if (ofUse === journal.length) return false
  let newest = journal.length - 1
  while (newest > ofUse && !(journal[newest] as Stored).whole) newest--
  const { whole, durable } = journal[newest] as Stored
  return whole && durable >= (journal[ofUse] as Stored).number
}
