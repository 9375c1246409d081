import { z } from 'zod'
import { NAME } from './name.ts'
import { INDEX, TERM } from './numbers.ts'

const ID = z.int().nonnegative()
/** An entry: index, term and, where it is shown, what it holds. */
export const ENTRY = z.union([z.tuple([INDEX, TERM]), z.tuple([INDEX, TERM, z.string()])])
/** The state of a server. */
export const STATE = z.object({
  term: TERM,
  vote: ID,
  commit: INDEX,
  last: INDEX,
  lastTerm: TERM,
  role: z.enum(['follower', 'precandidate', 'candidate', 'leader']),
})
/** A line. */
export const LINE = z.object({
  n: ID,
  k: NAME,
  st: STATE.nullish(),
  hs: z.tuple([TERM, ID, INDEX]).nullish(),
  ents: z.array(ENTRY).nullish(),
  id: ID.optional(),
  type: NAME.optional(),
  from: ID.optional(),
  to: ID.optional(),
  term: TERM.optional(),
  logTerm: TERM.optional(),
  index: INDEX.optional(),
  commit: INDEX.optional(),
  reject: z.boolean().optional(),
  hint: INDEX.optional(),
  snap: INDEX.optional(),
})
