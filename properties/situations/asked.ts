import { isAdministrative, type Operation } from '../../core/command.ts'
import type { AnswerStatus } from '../../core/effect.ts'
import type { Transition } from '../../harness/world/transition.ts'
import type { World } from '../../harness/world/world.ts'

/** Whether the transition of an Ask brought this operation. */
export function isAsked(world: World, operation: Operation): boolean {
  return world.input.command.operation === operation
}

/** Whether the transition of an Ask brought something that the cluster's machine is to do. */
export function isForMachine(world: World): boolean {
  return !isAdministrative(world.input.command.operation)
}

/** Whether an answer of this kind left in a transition. */
export function isAnswered({ answers }: Transition, status: AnswerStatus): boolean {
  return answers.some(({ answer }) => answer.status === status)
}
