import type { Change, Sight } from './story.ts'

const PLAIN = [
  'role',
  'term',
  'vote',
  'commit',
  'applied',
  'base',
  'durable',
  'snapshot',
  'storedTerm',
  'storedVote',
  'writing',
  'held',
  'condition',
] as const

/** What became another from one sight of a server to the next; `undefined` where nothing did. */
export function differenceOf(before: Sight, after: Sight): Change | undefined {
  const change: Record<string, unknown> = {}
  let differs = false
  for (const field of PLAIN) {
    if (before[field] === after[field]) continue
    change[field] = after[field]
    differs = true
  }
  const log = logDifference(before, after)
  if (log === undefined) return differs ? (change as Change) : undefined
  return { ...change, log }
}

/** A server after a change. */
export function changed(before: Sight, change: Change): Sight {
  const { log: logChange, ...plain } = change
  const base = plain.base ?? before.base
  if (logChange === undefined && base === before.base) return { ...before, ...plain }
  const [keeps, ...added] = logChange ?? [before.base + before.log.length]
  const kept = keeps <= base ? [] : before.log.slice(Math.max(0, base - before.base), keeps - before.base)
  return { ...before, ...plain, log: [...kept, ...added] }
}

/** Up to which index a log stays, and what follows; entries that compaction took away are told by the base alone. */
function logDifference(before: Sight, after: Sight): Change['log'] {
  const { base } = after
  const last = before.base + before.log.length
  const entry = (sight: Sight, index: number): number | undefined => sight.log[index - sight.base - 1]
  let keeps = Math.max(base, before.base)
  while (keeps < last && entry(before, keeps + 1) === entry(after, keeps + 1)) keeps++
  // What came back below the old base, as where an older snapshot is all that a disk has left, is told whole.
  if (base < before.base) return [base, ...after.log]
  const added = after.log.slice(keeps - base)
  if (keeps >= last && added.length === 0) return undefined
  return [keeps, ...added]
}
