import { Operation, type Command } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import type { PendingRead } from '../../core/reads/pending-read.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { operationName, serverName } from '../../harness/world/names.ts'
import type { AnswerInFlight, Transition } from '../../harness/world/transition.ts'

/**
 * A read that a leader takes, or that a follower was told the read index for, waits until it is answered: once, and for as
 * long as the server leads, or goes on not leading (8; dissertation 6.4). Nothing of a log tells of it, so that nothing
 * else would remember it.
 */
export const waitingReads: Monitor<null> = {
  name: 'reads wait until they are answered',
  grade: 'rule',
  promise: 'a read is kept, once, until it can be answered (8; dissertation 6.4)',
  watches: Changed.Other | Changed.Requested | Changed.Replied,
  needs: ['role', 'currentTerm', 'reads', 'transfer'],
  start: () => null,

  see(memory, transition, report) {
    const { before, after, heard, server, holds } = transition
    if (before?.reads === undefined || after?.reads === undefined) return memory
    const asks = readAsked(transition, before)
    const late = keptThoughAnswered(transition, before.reads)
    if (before.reads === after.reads && asks === undefined && late === undefined) return memory
    const twice = after.reads === before.reads ? undefined : doubled(after.reads)
    const isForgetful = holds > 0 || !goesOn(before, after)
    const lost = isForgetful ? undefined : lostIn(transition, before.reads, asks)
    const wrong = twice ?? late ?? lost
    if (wrong === undefined) return memory
    const { session, serial } = wrong
    const deed = twice !== undefined ? 'keeps twice' : late !== undefined ? 'answers and keeps' : 'forgot'
    report.violation({
      reason: `a read that ${REASONS[deed]}`,
      title: `${serverName(server)} ${deed} the read ${operationName(session, serial)}`,
      servers: [server],
      evidence: heard === null ? [] : [`it heard from ${serverName(heard.from)}`],
    })
    return memory
  },
}

const REASONS = {
  'keeps twice': 'waits twice',
  'answers and keeps': 'waits on when it is answered',
  forgot: 'was forgotten',
} as const

/** A read that waited, was answered, and waits still. */
function keptThoughAnswered(
  { action, answers, after, server }: Transition,
  before: readonly PendingRead[],
): Command | undefined {
  // What was held back may leave while the client has asked again.
  if (action.kind === ActionKind.Flush) return undefined
  for (let i = 0; i < answers.length && before.length > 0; i++) {
    const { answer } = answers[i] as AnswerInFlight
    const isIt = ({ command, asker }: Asked): boolean =>
      answer.status === AnswerStatus.Done &&
      asker === server &&
      command.session === answer.session &&
      command.serial === answer.serial
    const kept = before.find(isIt)
    if (kept !== undefined && (after?.reads as readonly PendingRead[]).some(isIt)) return kept.command
  }
  return undefined
}

/** The read that a server has to keep from now on, if it does not answer it. */
function readAsked({ asked, heard, server }: Transition, before: Observation): Asked | undefined {
  if (heard?.kind === MessageKind.ReadIndex) return { command: heard.command, asker: server }
  if (before.role !== Role.Leader || before.transfer !== null) return undefined
  if (heard?.kind === MessageKind.AskReadIndex) return { command: heard.command, asker: heard.from }
  return asked?.operation === Operation.Read ? { command: asked, asker: server } : undefined
}

type Asked = Pick<PendingRead, 'command' | 'asker'>

/** A leader's reads end with its reign; what another has waits for its own machine alone. */
function goesOn(before: Observation, after: Observation): boolean {
  if (before.role !== Role.Leader) return after.role !== Role.Leader
  return after.role === Role.Leader && after.currentTerm === before.currentTerm
}

function doubled(reads: readonly PendingRead[]): Command | undefined {
  for (let i = 1; i < reads.length; i++) {
    const one = reads[i] as PendingRead
    for (let j = 0; j < i; j++) if (isSame(reads[j] as PendingRead, one)) return one.command
  }
  return undefined
}

/** A read that was there, or came, and neither waits on nor was answered. */
function lostIn(
  transition: Transition,
  before: readonly PendingRead[],
  asks: Asked | undefined,
): Command | undefined {
  for (let i = 0; i < before.length; i++) {
    const one = before[i] as PendingRead
    if (!isKept(transition, one)) return one.command
  }
  return asks === undefined || isKept(transition, asks) ? undefined : asks.command
}

function isKept({ after, answers, sent, server }: Transition, one: Asked): boolean {
  const { command, asker } = one
  if ((after?.reads as readonly PendingRead[]).some((other) => isSame(other, one))) return true
  if (asker === server)
    return answers.some(
      ({ answer }) => answer.session === command.session && answer.serial === command.serial,
    )
  return sent.some(
    ({ message }) =>
      message.kind === MessageKind.ReadIndex &&
      message.to === asker &&
      message.command.session === command.session &&
      message.command.serial === command.serial,
  )
}

function isSame(one: Asked, other: Asked): boolean {
  const { session, serial } = one.command
  return one.asker === other.asker && session === other.command.session && serial === other.command.serial
}
