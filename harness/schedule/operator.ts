import { isAdministrative, Operation, type Command } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { currentLeader } from '../faults/stage/stage.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import { ActionKind, type Action } from '../world/action.ts'
import type { Transition } from '../world/transition.ts'
import type { World } from '../world/world.ts'
import { plan } from './agenda.ts'
import { bite } from './bites.ts'
import type { Scheduler } from './scheduler.ts'

/** What the operator knows. All are sets of servers. */
export interface Operator {
  /** Members by the last change that was answered, and those that it removed. */
  members: number
  removed: number
  /** Those removed that the operator has stopped. */
  stopped: number
}

/** An operator who has changed nothing. */
export function operatorOf({ cluster: { options } }: World): Operator {
  return { members: options.voters, removed: 0, stopped: 0 }
}

/** An answer reached a client: counts what came of sessions and, where it was the operator's, acts on it. */
export function heedAnswer(state: Scheduler, { answered, action }: Transition): void {
  const { world, bites } = state
  if (answered === null) return
  const { status } = answered
  if (status === AnswerStatus.Expired) bite(bites, FaultKind.ExpiringSessions)
  const request = requestOf(world, action)
  if (request === undefined || status !== AnswerStatus.Done) return
  if (request.operation === Operation.TransferLeadership) {
    bite(bites, FaultKind.Transfers)
    return
  }
  const members = membersOf(request)
  bite(bites, FaultKind.MembershipChanges)
  if ((request.expected as number) !== 0) bite(bites, FaultKind.Learners)
  remove(state, members)
}

/** The operator's request reaches a server: those to be added run, and it may ask for what is so. */
export function heedRequest(state: Scheduler, asked: Action): void {
  const { world, agenda, operator, bites } = state
  const request = requestOf(world, asked)
  if (request === undefined) return
  if (request.operation === Operation.TransferLeadership) {
    if (request.value === currentLeader(world)) bite(bites, FaultKind.NeedlessRequests)
    return
  }
  const members = membersOf(request)
  if (members === operator.members) bite(bites, FaultKind.NeedlessRequests)
  const again = operator.stopped & members
  operator.stopped &= ~members
  for (let server = 0; again >> server !== 0; server++)
    if (((again >> server) & 1) === 1) plan(agenda, ActionKind.Restart, world.now, server, 0, 0, 0, 0, 0)
}

/** Other members than before: those removed are stopped, if they are not to go on as if nothing were. */
function remove({ operator, dials, agenda, world }: Scheduler, members: number): void {
  const gone = operator.members & ~members
  operator.removed = (operator.removed | gone) & ~members
  operator.members = members
  if ((dials[FaultKind.RemovedServers] as number) > 0) return
  operator.stopped |= gone
  for (let server = 0; gone >> server !== 0; server++)
    if (((gone >> server) & 1) === 1) plan(agenda, ActionKind.Crash, world.now, server, 0, 0, 0, 0, 0)
}

function requestOf({ cluster }: World, { peer, term }: Action): Command | undefined {
  const command = cluster.operations[peer]?.[term - 1]
  return command !== undefined && isAdministrative(command.operation) ? command : undefined
}

function membersOf({ value, expected }: Command): number {
  return (value as number) | expected
}
