import { MessageKind, type Message, type PreVote, type RequestVote } from '../../core/message.ts'
import type { Options } from '../../core/options.ts'
import { NOBODY, Role } from '../../core/server.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import type { InFlight, Transition } from '../../harness/world/transition.ts'
import { termInLog } from '../term-in-log.ts'

/**
 * "If votedFor is null or candidateId, and candidate's log is at least as up-to-date as receiver's log, grant vote"
 * (Figure 2), and else not: to who asks in the voter's own term. A PreVote is answered by the same measure of logs
 * (dissertation 9.6). Whoever keeps to a leader may deny any.
 */
export const reasonedVotes: Monitor<Options> = {
  name: 'votes are given by the log',
  grade: 'rule',
  promise:
    'a vote goes to who asks first with a log at least as up-to-date, and is denied nobody else (5.2, 5.4.1)',
  watches: Changed.Vote | Changed.Term | Changed.Election,
  needs: ['currentTerm', 'votedFor', 'log'],
  start: ({ options }) => options,

  see(options, transition, report) {
    const { before, after, heard, server } = transition
    if (before === undefined || after === undefined) return options
    const voted = after.votedFor as number
    const isNew = voted !== before.votedFor || after.currentTerm !== before.currentTerm
    if (isNew && voted !== NOBODY && voted !== server && !mayVote(heard, before, after))
      report.violation(unreasoned(`voted for ${serverName(voted)}`, transition, before))
    if (breaksPromise(transition, before, after, options))
      report.violation(unreasoned('breaks the promise that a lease counts on', transition, before))
    if (keepsToTheLast(transition, before, after, options))
      report.violation(unreasoned('keeps to the leader of a term that is over', transition, before))
    if (isRequest(heard)) judgeAnswers(heard, before, transition, options, report)
    return options
  },
}

/**
 * Whether a server that owes its vote to nobody for a while, whatever the term (dissertation 6.4.1), is free of that by a
 * message: only its timer frees it, or an election that it stands in.
 */
function breaksPromise(
  { heard }: Transition,
  before: Observation,
  after: Observation,
  { leaseReads }: Options,
): boolean {
  if (!leaseReads || before.hearsLeader !== true || after.hearsLeader !== false || heard === null)
    return false
  return before.role === Role.Follower && after.role === Role.Follower
}

/** Whether a server that has entered a newer term, in which it has heard from no leader, takes itself to have heard from one. */
function keepsToTheLast(
  { heard }: Transition,
  before: Observation,
  after: Observation,
  { leaseReads }: Options,
): boolean {
  if (leaseReads || after.hearsLeader !== true || after.role === Role.Leader) return false
  if ((after.currentTerm as number) <= (before.currentTerm as number)) return false
  return heard?.kind !== MessageKind.AppendEntries && heard?.kind !== MessageKind.InstallSnapshot
}

function judgeAnswers(
  asked: RequestVote | PreVote,
  voter: Observation,
  transition: Transition,
  options: Options,
  report: Report,
): void {
  const { sent, after } = transition
  const whom = serverName(asked.from)
  for (let i = 0; i < sent.length; i++) {
    const { message } = sent[i] as InFlight
    if (message.to !== asked.from || message.term !== asked.term) continue
    if (message.kind === MessageKind.Vote && !message.voteGranted) {
      if (!mayDeny(asked, voter, options))
        report.violation(unreasoned(`denied ${whom} its vote`, transition, voter))
    } else if (message.kind === MessageKind.PreVoted && message.voteGranted) {
      const isNewer = asked.term > (after?.currentTerm as number)
      if (!isNewer || !isUpToDate(asked, voter))
        report.violation(unreasoned(`promised ${whom} its vote`, transition, voter))
    }
  }
}

function isRequest(message: Message | null): message is RequestVote | PreVote {
  return message?.kind === MessageKind.RequestVote || message?.kind === MessageKind.PreVote
}

/** Whether a server may have another vote than before: for who asked just now, in its term. */
function mayVote(heard: Message | null, before: Observation, after: Observation): boolean {
  if (heard?.kind !== MessageKind.RequestVote || heard.from !== after.votedFor) return false
  return heard.term === after.currentTerm && isUpToDate(heard, before)
}

/** It has voted for another, has the better log or, with options that ask for that, keeps to a leader. */
function mayDeny(
  asked: RequestVote | PreVote,
  voter: Observation,
  { stickiness, leaseReads }: Options,
): boolean {
  const { currentTerm, votedFor } = voter
  const isTaken = currentTerm === asked.term && votedFor !== NOBODY && votedFor !== asked.from
  return isTaken || stickiness || leaseReads || !isUpToDate(asked, voter)
}

function isUpToDate(candidate: RequestVote | PreVote, { log }: Observation): boolean {
  const held = log as ObservedLog
  const last = held.entries.length
  const term = termInLog(held, last)
  return candidate.lastLogTerm === term ? candidate.lastLogIndex >= last : candidate.lastLogTerm > term
}

function unreasoned(
  deed: string,
  { server, heard }: Transition,
  voter: Observation,
): Parameters<Report['violation']>[0] {
  const held = voter.log as ObservedLog
  const last = held.entries.length
  const asked = isRequest(heard)
    ? `${serverName(heard.from)} asked for a vote in term ${heard.term}, with a log up to index ${heard.lastLogIndex} of term ${heard.lastLogTerm}`
    : 'nobody had asked for a vote'
  return {
    reason: `${deed.replace(/S\d+/, 'a server')} without a reason`,
    title: `${serverName(server)} ${deed} without a reason`,
    servers: [server],
    evidence: [
      asked,
      `${serverName(server)} was in term ${voter.currentTerm}, with a log up to index ${last} of term ${termInLog(held, last)}`,
    ],
  }
}
