import type { Command } from '../command.ts'
import { change, type Draft } from '../draft.ts'
import { EntryKind } from '../log/entry.ts'
import {
  configurationIndex,
  configurationIndexAt,
  entryAt,
  lastIndex,
  latestConfiguration,
  termAt,
  type Log,
} from '../log/log.ts'
import { configurationOf, isJoint, type Configuration } from '../membership/configuration.ts'
import type { PendingChange } from '../membership/pending-change.ts'
import { sizeOf } from '../membership/quorum.ts'
import { MembershipKind } from '../options.ts'
import { appendOwn } from '../replication/append-own.ts'
import { sendNew } from '../replication/send.ts'
import type { Server } from '../server.ts'
import { answerDone, answerRedirect, answerRefused, answerUnknown } from '../sessions/answer.ts'

/** "The algorithm waits a fixed number of rounds (such as 10)" for servers to catch up (dissertation 4.2.1). */
const ROUNDS = 10

/**
 * A leader is asked for other members. It answers at once where it must refuse, or where they are so already; else when
 * the new configuration is committed. Before it knows what its predecessors had committed it can say neither (the
 * correction of 2015 to single-server changes): the client is to ask again.
 */
export function takeChange(draft: Draft, command: Command): void {
  const { log, change: waiting } = draft.server
  if (isUnderWay(draft.server, command)) return
  if (!knowsCommits(draft.server)) {
    answerRedirect(draft, command)
  } else if (mustRefuse(draft.server, command)) {
    answerRefused(draft, command)
  } else if (waiting === null && isSame(latestConfiguration(log), wanted(command))) {
    answerDone(draft, command, 0)
  } else {
    if (waiting !== null) giveUp(draft, waiting)
    beginChange(draft, command)
  }
}

/** A change that waits for servers to catch up makes room for another: they may never come. */
function giveUp(draft: Draft, { command }: PendingChange): void {
  change(draft).change = null
  answerUnknown(draft, command)
}

/** Goes on with what a change of members has come to: servers that have caught up, a joint configuration that is committed. */
export function proceedWithChange(draft: Draft): void {
  const { log, change: waiting } = draft.server
  if (waiting !== null && mayChange(draft.server) && newcomersHave(draft.server, waiting, waiting.upTo)) {
    endRound(draft, waiting)
  } else if (isJoint(latestConfiguration(log)) && isCommitted(draft.server)) {
    leaveJoint(draft)
  }
}

/**
 * A change is refused that would leave nobody to vote; while another is on its way to be committed; and, where one server
 * is changed at a time, if it changes more.
 */
function mustRefuse(server: Server, command: Command): boolean {
  const { voters, learners } = wanted(command)
  const latest = latestConfiguration(server.log)
  if (voters === 0 || (voters | learners) >> server.options.servers !== 0) return true
  if (server.options.membership === MembershipKind.SingleServer && sizeOf(voters ^ latest.voters) > 1)
    return true
  return !mayChange(server)
}

/** One change at a time. */
function mayChange(server: Server): boolean {
  return isCommitted(server) && !isJoint(latestConfiguration(server.log))
}

function isCommitted({ log, commitIndex }: Server): boolean {
  return configurationIndex(log) <= commitIndex
}

/**
 * A leader knows what is committed once that holds an entry of its own term (8), and which changes were carried out once
 * the newest of those that are committed is applied.
 */
function knowsCommits({ log, commitIndex, lastApplied, currentTerm }: Server): boolean {
  return termAt(log, commitIndex) === currentTerm && configurationIndexAt(log, commitIndex) <= lastApplied
}

/** With learners first, newcomers are added as such before the change itself (dissertation 4.2.1). */
function beginChange(draft: Draft, command: Command): void {
  const { log, options } = draft.server
  const latest = latestConfiguration(log)
  const newcomers = wanted(command).voters & ~latest.voters
  if (!options.catchUp || newcomers === 0) {
    enterChange(draft, command)
    return
  }
  if ((newcomers & ~latest.learners) !== 0)
    appendConfiguration(draft, configurationOf(latest.voters, latest.learners | newcomers), null)
  change(draft).change = { command, round: 1, upTo: lastIndex(draft.server.log) }
}

/** Whether all that are to be voters and are not have the entries up to an index. */
function newcomersHave(server: Server, { command }: PendingChange, index: number): boolean {
  const newcomers = wanted(command).voters & ~latestConfiguration(server.log).voters
  for (let peer = 0; peer < server.options.servers; peer++) {
    const isNew = (newcomers & (1 << peer)) !== 0
    if (isNew && (server.matchIndex[peer] as number) < index) return false
  }
  return true
}

/** The change proceeds if the newcomers have all that is committed, or if there have been enough rounds. */
function endRound(draft: Draft, waiting: PendingChange): void {
  const { command, round } = waiting
  const { commitIndex, log } = draft.server
  const caughtUp = round === ROUNDS || newcomersHave(draft.server, waiting, commitIndex)
  change(draft).change = caughtUp ? null : { command, round: round + 1, upTo: lastIndex(log) }
  if (caughtUp) enterChange(draft, command)
}

/** "The leader stores the configuration for joint consensus as a log entry" (6); learners alone need none. */
function enterChange(draft: Draft, command: Command): void {
  const { log, options } = draft.server
  const old = latestConfiguration(log).voters
  const { voters, learners } = wanted(command)
  const direct = voters === old || options.membership === MembershipKind.SingleServer
  appendConfiguration(draft, { voters, outgoing: direct ? 0 : old, learners }, command)
}

/** "Once C_old,new has been committed … it is now safe for the leader to create a log entry describing C_new" (6), whichever leader that is. */
function leaveJoint(draft: Draft): void {
  const { log } = draft.server
  const { voters, learners } = latestConfiguration(log)
  appendConfiguration(draft, configurationOf(voters, learners), requestAt(log, configurationIndex(log)))
}

function appendConfiguration(draft: Draft, configuration: Configuration, command: Command | null): void {
  appendOwn(draft, EntryKind.Configuration, command, configuration)
  sendNew(draft)
}

/** What a change asks for, as the configuration that it ends with. A voter is no learner besides. */
function wanted({ value, expected }: Command): Configuration {
  return configurationOf(value, expected & ~value)
}

/** Whether this very request, sent again, is being carried out. */
function isUnderWay({ log, change: waiting, commitIndex }: Server, command: Command): boolean {
  if (waiting !== null && isRequest(waiting.command, command)) return true
  const index = configurationIndex(log)
  const latest = requestAt(log, index)
  const open = index > commitIndex || isJoint(latestConfiguration(log))
  return open && latest !== null && isRequest(latest, command)
}

function isRequest(one: Command, other: Command): boolean {
  return one.session === other.session && one.serial === other.serial
}

/** The request that led to a configuration entry, where the entry is still in the log. */
function requestAt(log: Log, index: number): Command | null {
  return index > log.baseIndex ? entryAt(log, index).command : null
}

function isSame(one: Configuration, other: Configuration): boolean {
  return one.voters === other.voters && one.outgoing === other.outgoing && one.learners === other.learners
}
