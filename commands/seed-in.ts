import { existsSync } from 'node:fs'
import { MOST_SEED } from './plain-arguments.ts'
import { UsageError } from './usage-error.ts'

/** The seed that a word stands for, unless there is a file of that name. Throws `UsageError` where it is too large. */
export function seedIn(word: string): number | undefined {
  if (!/^\d+$/.test(word) || existsSync(word)) return undefined
  const seed = Number(word)
  if (seed > MOST_SEED) throw new UsageError(`seed ${seed}: expected a whole number from 0 to ${MOST_SEED}`)
  return seed
}
