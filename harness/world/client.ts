import { isAdministrative, Operation, register, type Command } from '../../core/command.ts'
import { AnswerStatus, type Answer } from '../../core/effect.ts'
import { Changed } from '../observation.ts'
import { NOTHING, type SessionState, type World } from './world.ts'

/**
 * A client asks an operation, or asks again, and this is what it sends. Number 0 is the request to be registered. What
 * is asked again is the same in every way: late copies of an operation belong to the session that it was first asked in.
 */
export function commandAsked(world: World, session: number, serial: number): Command {
  const client = world.sessions[session] as SessionState
  const { options, operations } = world.cluster
  if (serial === 0) {
    if (client.awaits === NOTHING && client.registration === 0) client.awaits = 0
    return register(session)
  }
  if (serial > client.serial) {
    client.serial = serial
    client.awaits = serial
    client.asked = 0
    if (options.registration) client.askedUnder.push(client.registration)
    world.transition.changed |= Changed.Asked
  }
  if (serial === client.serial) client.asked += 1
  const command = (operations[session] as readonly Command[])[serial - 1] as Command
  return options.registration ? under(client.askedUnder[serial - 1] as number, command) : command
}

/**
 * A client hears an answer. It goes on waiting where it is sent on, and where it cannot tell from the answer what became
 * of what it asked: it may then ask again, or abandon it.
 */
export function hearAnswer(world: World, answer: Answer): void {
  const { transition, sessions } = world
  const { session, serial, status } = answer
  const client = sessions[session] as SessionState
  if (serial === 0 && status === AnswerStatus.Done && client.registration === 0)
    client.registration = answer.value as number
  if (client.awaits !== serial) return
  if (!settles(world, client, answer)) {
    transition.redirected = answer
    return
  }
  client.awaits = NOTHING
  if (status === AnswerStatus.Expired) client.registration = 0
  if (status !== AnswerStatus.Done && client.asked === 1 && !isAdministrative(operationOf(world, answer))) {
    transition.failed = true
    if (status === AnswerStatus.Refused) client.failed.push(serial)
  }
  transition.answered = answer
  transition.changed |= Changed.Answered
}

/** A client waits no longer. */
export function abandon(world: World, session: number): void {
  ;(world.sessions[session] as SessionState).awaits = NOTHING
}

/**
 * Whether an answer is the last word. That an operation on the machine was refused only is if it was asked but once: an
 * earlier request for it may have been taken. That its session is over is, for no server will take it any more. Whoever
 * asks something of the cluster itself takes any answer.
 */
function settles(world: World, { asked }: SessionState, answer: Answer): boolean {
  const { serial, status } = answer
  if (status === AnswerStatus.Done || status === AnswerStatus.Expired) return true
  if (status === AnswerStatus.Redirect || serial === 0) return false
  return isAdministrative(operationOf(world, answer)) || (status === AnswerStatus.Refused && asked === 1)
}

function operationOf({ cluster }: World, { session, serial }: Answer): Operation {
  return ((cluster.operations[session] as readonly Command[])[serial - 1] as Command).operation
}

function under(registration: number, { session, serial, operation, key, value, expected }: Command): Command {
  return { session, serial, registration, operation, key, value, expected }
}
