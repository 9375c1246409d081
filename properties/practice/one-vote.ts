import { MessageKind } from '../../core/message.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import type { InFlight } from '../../harness/world/transition.ts'
import { serverName } from '../../harness/world/names.ts'
import { noTerms, ofTerm, withTerm, type ByTerm } from '../by-term.ts'
import { withServer } from '../with-server.ts'

/** A vote that has left its server. */
interface Ballot {
  readonly term: number
  /** For whom. */
  readonly server: number
}

/** By voter. */
type Memory = readonly ByTerm<Ballot>[]

/**
 * "Each server will vote for at most one candidate in a given term" (5.2), whatever it forgets in a crash. A vote counts
 * from when it has left the server: to another as a granted vote, to itself as a request for votes. A PreVote is none
 * (dissertation 9.6).
 */
export const oneVote: Monitor<Memory> = {
  name: 'one vote a term',
  grade: 'practice',
  promise: 'each server will vote for at most one candidate in a given term (5.2)',
  watches: Changed.Voted,
  needs: [],
  start: ({ options }) => new Array<ByTerm<Ballot>>(options.servers).fill(noTerms()),

  see(memory, { sent }, report) {
    let known = memory
    for (let i = 0; i < sent.length; i++) {
      const { message } = sent[i] as InFlight
      const { kind, from, term } = message
      if (kind === MessageKind.RequestVote) known = noteVote(known, from, term, from, report)
      else if (kind === MessageKind.Vote && message.voteGranted)
        known = noteVote(known, from, term, message.to, report)
    }
    return known
  },

  /**
   * Of each voter its newest vote. An older one could only matter to a vote in its term that is yet to come, and that one
   * breaks `monotonic` in any case, which is judged beside this: no server votes in a term below one that it has voted in.
   */
  matters: (memory) => ({ byServer: memory.map(newestOf) }),
}

function newestOf(ballots: ByTerm<Ballot>): Ballot | null {
  return ballots.length === 0 ? null : itemAt(ballots, ballots.length - 1)
}

function noteVote(memory: Memory, voter: number, term: number, candidate: number, report: Report): Memory {
  const ballots = memory[voter] as ByTerm<Ballot>
  const before = ofTerm(ballots, term)
  if (before === undefined) return withServer(memory, voter, withTerm(ballots, { term, server: candidate }))
  if (before.server !== candidate) report.violation(twoVotes(voter, term, before.server, candidate))
  return memory
}

function twoVotes(
  voter: number,
  term: number,
  first: number,
  second: number,
): Parameters<Report['violation']>[0] {
  const name = serverName(voter)
  return {
    reason: 'two votes in one term',
    title: `${name} voted for ${serverName(first)} and for ${serverName(second)} in term ${term}`,
    servers: [voter, first, second].filter((server, place, all) => all.indexOf(server) === place),
    evidence: [
      `before, ${deedText(voter, first)} in term ${term}`,
      `now, ${deedText(voter, second)} in term ${term}`,
    ],
  }
}

function deedText(voter: number, candidate: number): string {
  const name = serverName(voter)
  if (voter === candidate) return `${name} asked for votes for itself`
  return `${name} sent its vote to ${serverName(candidate)}`
}
