import { MessageKind } from '../../core/message.ts'
import type { Options } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName, serverNames } from '../../harness/world/names.ts'
import type { InFlight, Transition } from '../../harness/world/transition.ts'
import { configurationText } from '../configuration-text.ts'
import { configurationInLog } from '../configurations.ts'
import { withServer } from '../with-server.ts'
import { isQuorum } from '../../harness/quorum.ts'

/** Who gave a server a vote in the newest term that it asked for one in, and whose vote has reached it; sets. */
interface Votes {
  readonly term: number
  readonly from: number
  readonly here: number
}

interface Memory {
  readonly options: Options
  /** By candidate. */
  readonly votes: readonly Votes[]
}

/**
 * "A candidate wins an election if it receives votes from a majority of the servers in the full cluster for the same term"
 * (5.2), and in a joint configuration from a majority of each (6). A vote counts from when it has left the server that
 * gives it, durable by then; a candidate's own from when it has asked others.
 */
export const electedByQuorum: Monitor<Memory> = {
  name: 'leaders are elected by a quorum',
  grade: 'rule',
  promise: 'a leader has the votes of a majority in its term, its own on stable storage like any other (5.2)',
  watches: Changed.Election | Changed.Role,
  needs: ['role', 'currentTerm', 'log', 'snapshot'],
  start: ({ options }) => ({
    options,
    votes: new Array<Votes>(options.servers).fill({ term: 0, from: 0, here: 0 }),
  }),

  see(memory, transition, report) {
    const { sent, before, after } = transition
    let votes = withHeard(memory.votes, transition)
    for (let i = 0; i < sent.length; i++) {
      const { message } = sent[i] as InFlight
      const { kind, from, to, term } = message
      if (kind === MessageKind.RequestVote) votes = withVote(votes, from, term, from)
      else if (kind === MessageKind.Vote && message.voteGranted) votes = withVote(votes, to, term, from)
    }
    const known = votes === memory.votes ? memory : { options: memory.options, votes }
    if (after?.role === Role.Leader && before !== undefined && before.role !== Role.Leader)
      judge(known, transition, before, report)
    else if (after?.role === Role.Candidate) judgeLoser(known, transition, report)
    return known
  },
}

function withVote(votes: Memory['votes'], candidate: number, term: number, voter: number): Memory['votes'] {
  const known = votes[candidate] as Votes
  if (term < known.term) return votes
  const own = candidate === voter ? 1 << voter : 0
  if (term > known.term) return withServer(votes, candidate, { term, from: (1 << voter) | own, here: own })
  const [from, here] = [known.from | (1 << voter), known.here | own]
  return from === known.from && here === known.here
    ? votes
    : withServer(votes, candidate, { term, from, here })
}

/** A vote has reached its candidate. */
function withHeard(votes: Memory['votes'], { heard, server }: Transition): Memory['votes'] {
  if (heard?.kind !== MessageKind.Vote || !heard.voteGranted) return votes
  const { term, from, here } = votes[server] as Votes
  if (heard.term !== term || ((here >> heard.from) & 1) === 1) return votes
  return withServer(votes, server, { term, from, here: here | (1 << heard.from) })
}

function judge(
  { options, votes }: Memory,
  transition: Transition,
  before: Observation,
  report: Report,
): void {
  const { server } = transition
  const { currentTerm } = transition.after as Observation
  const { term, from } = votes[server] as Votes
  const configuration = configurationInLog(before, options)
  const own = 1 << server
  // Where there is nobody to ask, nothing tells when its own vote is durable.
  const alone = ((configuration.voters | configuration.outgoing) & ~own) === 0
  const given = (term === currentTerm ? from : 0) | (alone ? own : 0)
  if (isQuorum(given, configuration)) return
  report.violation({
    reason: 'a leader without the votes of a quorum',
    title: `${serverName(server)} leads term ${currentTerm} by the votes of ${given === 0 ? 'nobody' : serverNames(given)}`,
    servers: [server],
    evidence: [`its configuration: ${configurationText(configuration)}`],
  })
}

/** "If votes received from majority of servers: become leader" (Figure 2). */
function judgeLoser({ options, votes }: Memory, { server, after }: Transition, report: Report): void {
  const { term, here } = votes[server] as Votes
  const { currentTerm, log, snapshot } = after as Observation
  if (term !== currentTerm || ((here >> server) & 1) === 0) return
  if ((here & (here - 1)) === 0) return
  const configuration = configurationInLog({ log, snapshot }, options)
  if (!isQuorum(here, configuration)) return
  report.violation({
    reason: 'a candidate with the votes of a quorum that does not lead',
    title: `${serverName(server)} has the votes of ${serverNames(here)} in term ${term} and does not lead`,
    servers: [server],
    evidence: [`its configuration: ${configurationText(configuration)}`],
  })
}
