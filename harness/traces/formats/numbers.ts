import { z } from 'zod'

/** Terms that are judged: with an index, each names an entry by one number. */
export const TERM = z
  .int()
  .nonnegative()
  .max(2 ** 22 - 1)

/** Indices that are judged. */
export const INDEX = z
  .int()
  .nonnegative()
  .max(2 ** 30 - 1)

/** How many entries one message carries. */
export const COUNT = z.int().nonnegative().max(100_000)
