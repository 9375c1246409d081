import { Operation } from '../../core/command.ts'
import type { AnswerStatus } from '../../core/effect.ts'
import type { Transition } from '../../harness/world/transition.ts'
import type { World } from '../../harness/world/world.ts'

/** Whether the transition of an Ask brought this operation. */
export function isAsked(world: World, operation: Operation): boolean {
  return world.input.command.operation === operation
}

/** Whether the transition of an Ask brought something that changes the cluster's machine. */
export function isForMachine({ input }: World): boolean {
  const { operation } = input.command
  return operation === Operation.Write || operation === Operation.Swap || operation === Operation.Append
}

/** Whether an answer of this kind left in a transition. */
export function isAnswered({ answers }: Transition, status: AnswerStatus): boolean {
  return answers.length > 0 && answers.some(({ answer }) => answer.status === status)
}
