import { Operation, type Command } from '../../core/command.ts'
import { AnswerStatus, Timer, type Answer } from '../../core/effect.ts'
import { MembershipKind, type Options } from '../../core/options.ts'
import { NOBODY, Role } from '../../core/server.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { operationName, serverName } from '../../harness/world/names.ts'
import type { AnswerInFlight, Transition } from '../../harness/world/transition.ts'
import { withServer } from '../with-server.ts'
import { configurationBefore } from '../practice/configuration-before.ts'
import { termInLog } from '../term-in-log.ts'

interface Memory {
  readonly options: Options
  /** By server: to whom it is handing over its leadership. */
  readonly heirs: readonly (number | undefined)[]
}

/**
 * A leader takes what it is asked, and answers otherwise at once only for a reason: it sends clients on while it hands over
 * its leadership, and then takes no requests (dissertation 3.10), or while it cannot tell which changes of members are
 * committed; it refuses a change of members that leaves nobody to vote or comes before the last is done, a transfer to who
 * is no voter or while another is under way, and requests for which there is no room to wait. No other is left aside but
 * one that its session has gone on from. A follower that may answer reads sends none on while it knows a leader.
 */
export const reasons: Monitor<Memory> = {
  name: 'requests are turned away for a reason',
  grade: 'rule',
  promise:
    'a leader that is not handing over takes requests, and refuses what it must (6; dissertation 3.10)',
  watches: Changed.Requested | Changed.Replied | Changed.Role | Changed.Crashed | Changed.Armed | Changed.Log,
  needs: ['role', 'currentTerm', 'log', 'snapshot', 'commitIndex', 'lastApplied'],
  start: ({ options }) => ({ options, heirs: new Array<undefined>(options.servers).fill(undefined) }),

  see(memory, transition, report) {
    const { server, before, asked } = transition
    if (asked === null && memory.heirs[server] === undefined) return memory
    if (asked !== null && before?.role === Role.Leader) judge(memory, asked, transition, report)
    else if (asked !== null && isSentOnInVain(memory.options, asked, transition))
      report.violation(unreasoned('sent on', asked, { from: server }))
    const heir = heirAfter(memory.heirs[server], transition)
    if (server < 0 || heir === memory.heirs[server]) return memory
    return { options: memory.options, heirs: withServer(memory.heirs, server, heir) }
  },
}

/** Whether a follower that may answer reads, and knows whom to ask for the index, sends a client on instead (dissertation 6.4). */
function isSentOnInVain(
  { followerReads }: Options,
  { operation, session, serial }: Command,
  { before, answers, server }: Transition,
): boolean {
  if (!followerReads || operation !== Operation.Read || before?.leader === undefined) return false
  if (before.leader === NOBODY || before.leader === server) return false
  return answers.some(
    ({ answer }) =>
      answer.status === AnswerStatus.Redirect && answer.session === session && answer.serial === serial,
  )
}

/** Whether a server begins to hand over: it arms the timer that ends that. */
function isBegun({ armed }: Transition): boolean {
  return (armed & (1 << Timer.Transfer)) !== 0
}

/** To whom a server hands over after a transition: from when it arms the timer that ends that, until it fires. */
function heirAfter(heir: number | undefined, transition: Transition): number | undefined {
  const { after, asked, action } = transition
  if (after === undefined || after.role !== Role.Leader) return undefined
  if (asked?.operation === Operation.TransferLeadership && isBegun(transition)) return asked.value
  return action.kind === ActionKind.Timer && action.topic === Timer.Transfer ? undefined : heir
}

function judge(memory: Memory, asked: Command, transition: Transition, report: Report): void {
  const { server, before, after, answers } = transition
  const heir = memory.heirs[server]
  const leader = before as Observation
  for (let i = 0; i < answers.length; i++) {
    const { answer } = answers[i] as AnswerInFlight
    if (answer.session !== asked.session || answer.serial !== asked.serial) continue
    if (answer.status === AnswerStatus.Refused && !mayRefuse(memory.options, asked, leader, heir))
      report.violation(unreasoned('refused', asked, answer))
    const decides = answer.status === AnswerStatus.Done || answer.status === AnswerStatus.Refused
    if (
      answer.status === AnswerStatus.Done &&
      !isDone(memory.options, asked, leader) &&
      !isDone(memory.options, asked, after as Observation)
    )
      report.violation(unreasoned('took for done', asked, answer))
    if (decides && !knowsChanges(memory.options, asked, leader))
      report.violation(unreasoned('decided', asked, answer))
    if (answer.status === AnswerStatus.Redirect && heir === undefined && !mayRedirect(asked, transition))
      report.violation(unreasoned('sent on', asked, answer))
  }
  if (heir === asked.value && asked.operation === Operation.TransferLeadership && isBegun(transition))
    report.violation(unreasoned('began again', asked, { from: server }))
  if (after?.role !== Role.Leader) return
  if (heir === undefined) {
    if (isLeftAside(transition, asked, leader))
      report.violation(unreasoned('left aside', asked, { from: server }))
    return
  }
  const { entries } = after.log as ObservedLog
  if (entries.length === (leader.log as ObservedLog).entries.length) return
  report.violation({
    reason: 'a request taken while handing over',
    title: `${serverName(server)} took ${operationName(asked.session, asked.serial)} while it was handing over to ${serverName(heir)}`,
    servers: [server],
    evidence: [`its log grew to index ${entries.length}`],
  })
}

/** Whether what is asked of the cluster is so, or was done when it was asked before; where disks are quick, in the same step. */
function isDone(options: Options, asked: Command, leader: Observation): boolean {
  if (asked.operation !== Operation.Reconfigure || isRemembered(asked, leader)) return true
  const newest = configurationBefore((leader.log as ObservedLog).entries.length + 1, leader, options)
  if (newest === undefined) return true
  const { voters, outgoing, learners } = newest.configuration
  return voters === asked.value && outgoing === 0 && learners === (asked.expected & ~asked.value)
}

function isRemembered({ session, registration, serial }: Command, { sessions }: Observation): boolean {
  if (sessions === undefined) return true
  const known = sessions.list.find((one) => one.session === session && one.registration === registration)
  return known !== undefined && known.serial >= serial
}

/**
 * Whether a leader knows what became of a change of members, if it is asked for one: once the newest that is committed is
 * applied, or if it remembers that very request.
 */
function knowsChanges(options: Options, asked: Command, leader: Observation): boolean {
  if (asked.operation !== Operation.Reconfigure || isRemembered(asked, leader)) return true
  const newest = configurationBefore((leader.commitIndex as number) + 1, leader, options)
  const { baseIndex } = leader.log as ObservedLog
  return newest === undefined || newest.index <= baseIndex || newest.index <= (leader.lastApplied as number)
}

/** Of a change of members only an unknown past is a reason, and for an unknown future it would have to be handing over. */
function mayRedirect({ operation }: Command, { before, after }: Transition): boolean {
  if (after?.role !== Role.Leader) return true
  const { log, currentTerm, commitIndex, lastApplied } = before as Observation
  if (operation !== Operation.Reconfigure) return false
  return termInLog(log as ObservedLog, commitIndex as number) !== currentTerm || lastApplied !== commitIndex
}

function mayRefuse(options: Options, asked: Command, leader: Observation, heir: number | undefined): boolean {
  const newest = configurationBefore((leader.log as ObservedLog).entries.length + 1, leader, options)
  if (newest === undefined) return true
  const { configuration, index } = newest
  switch (asked.operation) {
    case Operation.Read:
      return false
    case Operation.TransferLeadership: {
      const isVoter = ((configuration.voters | configuration.outgoing) >> asked.value) & 1
      return isVoter === 0 || (heir !== undefined && heir !== asked.value)
    }
    case Operation.Reconfigure: {
      const all = asked.value | asked.expected
      const differ = asked.value ^ configuration.voters
      const many = options.membership === MembershipKind.SingleServer && (differ & (differ - 1)) !== 0
      const open = configuration.outgoing !== 0 || index > (leader.commitIndex as number)
      if (open && isCarriedOut(asked, leader.log as ObservedLog, index)) return false
      return asked.value === 0 || all >> options.servers !== 0 || many || open
    }
    default:
      return options.maxQueued > 0 && (leader.queued?.length ?? Infinity) >= options.maxQueued
  }
}

/** Whether the entry at an index is there because of this very request: "refused" would say that nothing is done of it. */
function isCarriedOut(
  { session, serial }: Command,
  { entries, baseIndex }: ObservedLog,
  index: number,
): boolean {
  const command = index > baseIndex ? itemAt(entries, index - 1).command : null
  return command !== null && command.session === session && command.serial === serial
}

/** Whether a command for the machine is neither taken, nor answered, nor put with those that wait, nor one from before. */
function isLeftAside(transition: Transition, asked: Command, before: Observation): boolean {
  const { after, answers, holds } = transition
  const { session, serial, registration, operation } = asked
  const { Read, Reconfigure, TransferLeadership } = Operation
  if (operation === Read || operation === Reconfigure || operation === TransferLeadership) return false
  if (holds > 0) return false
  if (answers.some(({ answer }) => answer.session === session && answer.serial === serial)) return false
  if ((after?.log as ObservedLog).entries.length > (before.log as ObservedLog).entries.length) return false
  const { queued, sessions } = after as Observation
  if (queued === undefined || sessions === undefined) return false
  if (queued.some((one) => one.session === session && one.serial === serial)) return false
  const known = sessions.list.find((one) => one.session === session && one.registration === registration)
  return operation === Operation.Register || known === undefined || serial > known.serial
}

function unreasoned(
  how: 'refused' | 'sent on' | 'left aside' | 'decided' | 'took for done' | 'began again',
  { session, serial }: Command,
  { from }: Pick<Answer, 'from'>,
): Parameters<Report['violation']>[0] {
  const name = operationName(session, serial)
  return {
    reason: `${how} without a reason`,
    title: `${serverName(from)} ${
      how !== 'sent on' && how !== 'left aside'
        ? `${how} ${name}`
        : how === 'sent on'
          ? `sent ${name} on`
          : `left ${name} aside`
    } without a reason`,
    servers: [from],
    evidence: [],
  }
}
