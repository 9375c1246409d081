import { Operation, type Command } from '../../core/command.ts'
import { MessageKind } from '../../core/message.ts'
import { MembershipKind, type Options } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { operationName, serverName } from '../../harness/world/names.ts'
import type { InFlight, Transition } from '../../harness/world/transition.ts'
import { configurationBefore } from '../practice/configuration-before.ts'
import { termInLog } from '../term-in-log.ts'

/**
 * A leader that is asked for other members, or to hand over, takes it up or answers at once, for nobody else will tell:
 * unless that very request is under way. It takes up no change that leaves nobody to vote, comes before the last is done
 * (6) or before it knows what its predecessors committed, and no transfer to who is no voter; and it has its heir begin an
 * election when that one's log matches its own, not before (dissertation 3.10).
 */
export const administration: Monitor<Options> = {
  name: 'operators are heard',
  grade: 'rule',
  promise:
    'a request for members, or a transfer, is taken up if it may be, else answered at once (6; dissertation 3.10)',
  watches: Changed.Requested | Changed.Election,
  needs: [
    'role',
    'currentTerm',
    'log',
    'snapshot',
    'commitIndex',
    'lastApplied',
    'matchIndex',
    'change',
    'transfer',
    'sessions',
  ],
  start: ({ options }) => options,

  see(options, transition, report) {
    const { asked, before, after, server, sent } = transition
    if (before?.role !== Role.Leader || after?.role !== Role.Leader) return options
    if (before.currentTerm !== after.currentTerm) return options
    const wrong =
      asked === null ? undefined : whatIsWrong(options, asked, transition, before as Known, after as Known)
    if (wrong !== undefined && asked !== null)
      report.violation({
        reason: `a leader that ${wrong}`,
        title: `${serverName(server)}, asked for ${operationName(asked.session, asked.serial)}, ${wrong}`,
        servers: [server],
        evidence: [],
      })
    for (let i = 0; i < sent.length; i++) {
      const { kind, to } = (sent[i] as InFlight).message
      if (kind !== MessageKind.TimeoutNow || isReady(to, before as Known, after as Known)) continue
      report.violation({
        reason: 'an heir that is to stand before its log matches',
        title: `${serverName(server)} wants ${serverName(to)} to stand, to whom it has not brought its log`,
        servers: [server, to],
        evidence: [`its matchIndex is ${after.matchIndex?.join(' ')}`],
      })
    }
    return options
  },
}

/** What this rule needs is shown. */
type Known = Required<Observation> & { readonly log: ObservedLog }

/** Whether a leader hands over to a server whose log is known to match its own as that was before this step. */
function isReady(heir: number, { log }: Known, { matchIndex, transfer }: Known): boolean {
  return transfer?.value === heir && (matchIndex?.[heir] as number) >= log.entries.length
}

function whatIsWrong(
  options: Options,
  asked: Command,
  transition: Transition,
  before: Known,
  after: Known,
): string | undefined {
  const { operation } = asked
  if (operation === Operation.TransferLeadership) {
    const begins = before.transfer === null && after.transfer !== null
    if (begins && !isVoter(options, asked.value, before)) return 'begins to hand over to who is no voter'
    const goesOn = after.transfer?.value === asked.value
    return goesOn || isAnswered(asked, transition, after)
      ? undefined
      : 'leaves aside whom it is to hand over to'
  }
  if (operation !== Operation.Reconfigure || before.transfer !== null) return undefined
  if (isUnderWay(asked, before)) return undefined
  if (isTaken(asked, before, after)) return whyNot(options, asked, before)
  return isAnswered(asked, transition, after) ? undefined : 'leaves aside what members are asked for'
}

function isVoter(options: Options, server: number, leader: Known): boolean {
  const newest = configurationBefore(leader.log.entries.length + 1, leader, options)
  if (newest === undefined) return true
  const { voters, outgoing } = newest.configuration
  return (((voters | outgoing) >> server) & 1) === 1
}

/** Whether the client is told, or will be once that may leave; or has gone on to another request. */
function isAnswered(
  { session, serial, registration }: Command,
  { answers, holds }: Transition,
  after: Known,
): boolean {
  if (holds > 0 || answers.some(({ answer }) => answer.session === session && answer.serial === serial))
    return true
  const known = after.sessions?.list.find(
    (one) => one.session === session && one.registration === registration,
  )
  return known !== undefined && known.serial > serial
}

/** Whether this very request waits for servers to catch up, or is in the newest configuration, and that not yet over. */
function isUnderWay(asked: Command, { change, log, commitIndex }: Known): boolean {
  if (isSame(asked, change?.command)) return true
  const { entries, baseIndex } = log
  for (let place = entries.length; place > baseIndex; place--) {
    const { configuration, command } = itemAt(entries, place - 1)
    if (configuration === null) continue
    const isOpen = place > (commitIndex as number) || configuration.outgoing !== 0
    return isOpen && isSame(asked, command)
  }
  return false
}

/** Whether a step has put this request into the log, or has it wait for servers to catch up. */
function isTaken(asked: Command, before: Known, { change, log }: Known): boolean {
  if (isSame(asked, change?.command)) return true
  for (let place = Math.max(before.log.entries.length, log.baseIndex); place < log.entries.length; place++)
    if (isSame(asked, itemAt(log.entries, place).command)) return true
  return false
}

function isSame({ session, serial }: Command, other: Command | null | undefined): boolean {
  return other?.session === session && other.serial === serial
}

/** Why a leader must not take up a change of members, if it must not. */
function whyNot(
  { servers, membership, voters: first }: Options,
  { value, expected }: Command,
  leader: Known,
): string | undefined {
  const { log, currentTerm, commitIndex, lastApplied } = leader
  if (termInLog(log, commitIndex as number) !== currentTerm)
    return 'changes its members before it knows what is committed'
  const newest = configurationBefore(log.entries.length + 1, leader, { voters: first })
  if (newest === undefined) return undefined
  const { configuration, index } = newest
  if (index > (commitIndex as number) || configuration.outgoing !== 0)
    return 'changes its members before the last change is done'
  if (index > log.baseIndex && index > (lastApplied as number))
    return 'changes its members before it has applied the last change'
  if (value === 0) return 'takes up a change that leaves nobody to vote'
  if ((value | expected) >> servers !== 0) return 'takes up a change for servers that are not there'
  const differ = value ^ configuration.voters
  return membership === MembershipKind.SingleServer && (differ & (differ - 1)) !== 0
    ? 'takes up a change of more than one voter'
    : undefined
}
