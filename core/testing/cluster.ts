import { defaultOptions, type Options } from '../options.ts'
import { recover } from '../recovery/recover.ts'
import { NOBODY, Role, type Server } from '../server.ts'
import { entriesOf, stored } from './entries.ts'
import { after } from './frozen-step.ts'
import { accepts, logFlushed, termFlushed, timeout, votes } from './inputs.ts'

/** The servers of tests, by the paper's names. S1 is the one under test, in a cluster of three, unless said otherwise. */
export const S1 = 0
export const S2 = 1
export const S3 = 2
export const S4 = 3

/** What a server of a test holds. */
export interface Given {
  readonly id?: number
  /** The terms of its log's entries, in order. */
  readonly log?: readonly number[]
  /** Its currentTerm; if not said, that of its last entry, and of a candidate or leader the one after. */
  readonly term?: number
  readonly votedFor?: number
  readonly options?: Partial<Options>
}

/** A server that has just started with this on its disk. */
export function follower({ id = S1, log = [], term, votedFor = NOBODY, options }: Given = {}): Server {
  const currentTerm = term ?? log.at(-1) ?? 0
  const disk = [stored([{ currentTerm, votedFor }]), stored(entriesOf(log))] as const
  return recover(id, { ...defaultOptions(3), ...options }, disk).server
}

/** A server that has just begun an election for its term. */
export function candidate(given: Given = {}): Server {
  const term = given.term ?? (given.log?.at(-1) ?? 0) + 1
  return after(follower({ ...given, term: term - 1 }), timeout)
}

/** A server that a bare majority has just elected. Its log is the given one and its no-op, not yet flushed. */
export function leader(given: Given = {}): Server {
  const standing = candidate(given)
  const term = standing.currentTerm
  let server = after(standing, termFlushed(term))
  for (let from = 0; server.role !== Role.Leader; from++) server = after(server, votes({ from, term }))
  return server
}

/** A leader of three whose no-op is durable, and committed with the help of S2. */
export function settledLeader(given: Given = {}): Server {
  const elected = leader(given)
  const term = elected.currentTerm
  const index = elected.log.entries.length
  return after(elected, logFlushed(index, term), accepts({ from: S2, term, match: index }))
}
