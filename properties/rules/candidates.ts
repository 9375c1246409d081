import { MessageKind, type Message } from '../../core/message.ts'
import type { Configuration } from '../../core/membership/configuration.ts'
import type { Options } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { serverName, serverNames } from '../../harness/world/names.ts'
import type { InFlight, Transition } from '../../harness/world/transition.ts'
import { configurationText } from '../configuration-text.ts'
import { configurationInLog } from '../configurations.ts'
import { termInLog } from '../term-in-log.ts'
import { withServer } from '../with-server.ts'
import { configurationBefore } from '../practice/configuration-before.ts'
import { isQuorum } from '../../harness/quorum.ts'

/** Who promised a server a vote in a term that it asked about; a set. */
interface Promised {
  readonly term: number
  readonly from: number
}

interface Memory {
  readonly options: Options
  /** By server. */
  readonly promised: readonly Promised[]
  /** By server: the term that it stands in because its leader wanted it to; 0: it does not. */
  readonly urged: readonly number[]
}

/**
 * Only voters stand for election (6), with PreVote only once a quorum would vote for them (dissertation 9.6) or when the
 * leader wants to be succeeded (3.10); and a candidate asks every other voter, telling its term and how far its log
 * reaches (Figure 2).
 */
export const candidates: Monitor<Memory> = {
  name: 'candidates stand by the rules',
  grade: 'rule',
  promise: 'voters alone stand for election, and send RequestVote RPCs to all other servers (Figure 2)',
  watches: Changed.Role | Changed.Term | Changed.Election,
  needs: ['role', 'currentTerm', 'log', 'snapshot', 'commitIndex'],
  start: ({ options }) => ({
    options,
    promised: new Array<Promised>(options.servers).fill({ term: 0, from: 0 }),
    urged: new Array<number>(options.servers).fill(0),
  }),

  see(memory, transition, report) {
    const { before, after, server } = transition
    if (after === undefined) return memory
    let known = withPromises(memory, transition)
    if (before !== undefined && stands(before, after)) {
      // A term that was lost in a crash may be entered again, of its own accord.
      const term = transition.heard?.kind === MessageKind.TimeoutNow ? (after.currentTerm as number) : 0
      if (term !== known.urged[server]) known = { ...known, urged: withServer(known.urged, server, term) }
      judgeStanding(known, transition, before, report)
    }
    if (before !== undefined && isDeaf(known, transition, before))
      report.violation(wrong('was told to stand and does not', server))
    judgeRequests(known, transition, report)
    return known
  },
}

/** Whether a follower that votes does not do as its leader wants, which is that it stand (dissertation 3.10). */
function isDeaf({ options }: Memory, { heard, after, server }: Transition, before: Observation): boolean {
  if (heard?.kind !== MessageKind.TimeoutNow || heard.term < (before.currentTerm as number)) return false
  if (before.role !== Role.Follower || (after?.currentTerm as number) > heard.term) return false
  return isVoter(server, configurationInLog(before, options))
}

/** Whether a server has begun an election, or to ask whether it could win one. */
function stands(before: Observation, { role, currentTerm }: Observation): boolean {
  if (role === Role.PreCandidate) return before.role !== role
  return role === Role.Candidate && (before.role !== role || currentTerm !== before.currentTerm)
}

function withPromises(memory: Memory, { sent }: Transition): Memory {
  let { promised } = memory
  for (let i = 0; i < sent.length; i++) {
    const { message } = sent[i] as InFlight
    if (message.kind !== MessageKind.PreVoted || !message.voteGranted) continue
    const { from, to, term } = message
    const known = promised[to] as Promised
    if (term < known.term) continue
    const all = term === known.term ? known.from | (1 << from) : 1 << from
    promised = withServer(promised, to, { term, from: all })
  }
  return promised === memory.promised ? memory : { ...memory, promised }
}

function judgeStanding(memory: Memory, transition: Transition, before: Observation, report: Report): void {
  const { server } = transition
  const { options, promised, urged } = memory
  const { role, currentTerm } = transition.after as Observation
  const newest = configurationBefore((before.log as ObservedLog).entries.length + 1, before, options)
  if (newest === undefined) return
  const { configuration, index } = newest
  // While the newest may not be committed, the voters before it "might still be needed" (dissertation 4.2.2).
  const last = index > (before.commitIndex as number) ? configurationBefore(index, before, options) : newest
  const mayStand = last === undefined || isVoter(server, configuration) || isVoter(server, last.configuration)
  if (!mayStand) report.violation(wrong('stands and is no voter', server, configuration))
  if (role === Role.PreCandidate) {
    if (!options.preVote) report.violation(wrong('asks first where nobody does', server, configuration))
    return
  }
  if (!options.preVote || urged[server] === currentTerm) return
  const { term, from } = promised[server] as Promised
  const would = (term === currentTerm ? from : 0) | (1 << server)
  if (!isQuorum(would, configuration))
    report.violation(wrong(`stands by the promise of ${serverNames(would)} alone`, server, configuration))
}

function isVoter(server: number, { voters, outgoing }: Configuration): boolean {
  return (((voters | outgoing) >> server) & 1) === 1
}

/** The requests for votes that have left, those of one election together, against their sender as it still is. */
function judgeRequests({ options, urged }: Memory, transition: Transition, report: Report): void {
  const { sent, server } = transition
  const { role, currentTerm, log, snapshot } = transition.after as Observation
  // A PreVote that was held back may leave when its sender asks once more, with another log.
  const asks = role === Role.PreCandidate && transition.action.kind === ActionKind.Timer
  if (role !== Role.Candidate && !asks) return
  const kind = role === Role.Candidate ? MessageKind.RequestVote : MessageKind.PreVote
  const term = (currentTerm as number) + (role === Role.Candidate ? 0 : 1)
  const held = log as ObservedLog
  const last = held.entries.length
  let asked = 0
  for (let i = 0; i < sent.length; i++) {
    const { message } = sent[i] as InFlight
    if (message.kind !== kind || message.term !== term) continue
    asked |= 1 << message.to
    if (!tellsLog(message, last, termInLog(held, last), held.baseIndex))
      report.violation(wrong('asks for votes with another log than its own', server))
    if (message.kind === MessageKind.RequestVote && message.byTransfer !== (urged[server] === term))
      report.violation(wrong('says otherwise of who wanted its election', server))
  }
  if (asked === 0) return
  const configuration = configurationInLog({ log, snapshot }, options)
  const others = (configuration.voters | configuration.outgoing) & ~(1 << server)
  if (asked !== others)
    report.violation(wrong(`asks ${serverNames(asked)} for their votes`, server, configuration))
}

/** It may tell of less, or of more that was in conflict, where a snapshot has come in the place of the candidate's log meanwhile. */
function tellsLog(message: Message, index: number, term: number, base: number): boolean {
  if (message.kind !== MessageKind.RequestVote && message.kind !== MessageKind.PreVote) return true
  if (message.lastLogIndex !== base && index === base) return true
  return message.lastLogIndex === index && message.lastLogTerm === term
}

function wrong(
  deed: string,
  server: number,
  configuration?: Configuration,
): Parameters<Report['violation']>[0] {
  return {
    reason: `a server that ${deed.replace(/(?: ?S\d+)+/, ' some')}`,
    title: `${serverName(server)} ${deed}`,
    servers: [server],
    evidence: configuration === undefined ? [] : [`its configuration: ${configurationText(configuration)}`],
  }
}
