import { baseEntry, type Entry } from '../log/entry.ts'
import { defaultOptions, type Options } from '../options.ts'
import { recover } from '../recovery/recover.ts'
import { NOBODY, Role, type Server } from '../server.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import { entry, stored } from './entries.ts'
import { after } from './frozen-step.ts'
import { accepts, logFlushed, termFlushed, timeout, votes, wouldVote } from './inputs.ts'

/** The servers of tests, by the paper's names. S1 is the one under test, in a cluster of three, unless said otherwise. */
export const S1 = 0
export const S2 = 1
export const S3 = 2
export const S4 = 3
export const S5 = 4

/** These servers, as a set. */
export function setOf(...servers: readonly number[]): number {
  return servers.reduce((set, server) => set | (1 << server), 0)
}

/** What a server of a test holds. */
export interface Given {
  readonly id?: number
  /** The entries of its log, in order; of those that hold nothing, the terms will do. */
  readonly log?: readonly (number | Entry)[]
  /** Its newest snapshot; the log goes on behind it. */
  readonly snapshot?: Snapshot
  /** Its currentTerm; if not said, that of its last entry, and of a candidate or leader the one after. */
  readonly term?: number
  readonly votedFor?: number
  readonly options?: Partial<Options>
}

/** A server that has just started with this on its disk. All servers are voters, if `options` do not say otherwise. */
export function follower(given: Given = {}): Server {
  const { id = S1, snapshot, term = lastTermOf(given), votedFor = NOBODY, options } = given
  const disk = [
    stored([{ currentTerm: term, votedFor }]),
    stored(journalOf(given)),
    stored(snapshot === undefined ? [] : [snapshot]),
    [],
  ] as const
  return recover(id, { ...defaultOptions(options?.servers ?? 3), ...options }, disk).server
}

/** A server that has just begun an election for its term. */
export function candidate(given: Given = {}): Server {
  const term = given.term ?? lastTermOf(given) + 1
  let server = after(follower({ ...given, term: term - 1 }), timeout)
  for (let from = 0; server.role === Role.PreCandidate; from++)
    server = after(server, wouldVote({ from, term }))
  return server
}

/** A server that a bare majority has just elected. Its log is the given one and its no-op, not yet flushed. */
export function leader(given: Given = {}): Server {
  const standing = candidate(given)
  const term = standing.currentTerm
  let server = after(standing, termFlushed(term))
  for (let from = 0; server.role !== Role.Leader; from++) server = after(server, votes({ from, term }))
  return server
}

/** A leader whose no-op is durable, and committed with the help of as few others as will do: of three, S2. */
export function settledLeader(given: Given = {}): Server {
  const elected = leader(given)
  const term = elected.currentTerm
  const match = elected.log.entries.length
  let server = after(elected, logFlushed(match, term))
  for (let from = S2; server.commitIndex < match; from++)
    server = after(server, accepts({ from, term, match }))
  return server
}

function lastTermOf({ log = [], snapshot }: Given): number {
  const last = log.at(-1) ?? snapshot?.lastIncludedTerm ?? 0
  return typeof last === 'number' ? last : last.term
}

function journalOf({ log = [], snapshot }: Given): Entry[] {
  const first = (snapshot?.lastIncludedIndex ?? 0) + 1
  const entries = log.map((one, place) => (typeof one === 'number' ? entry(first + place, one) : one))
  if (snapshot === undefined) return entries
  const { lastIncludedIndex, lastIncludedTerm, configuration } = snapshot
  return [baseEntry(lastIncludedIndex, lastIncludedTerm, configuration), ...entries]
}
