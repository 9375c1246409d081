import { Operation, type Command } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import type { Transition } from '../../harness/world/transition.ts'
import type { World } from '../../harness/world/world.ts'

/** How many reads were answered in this step. */
export function readsAnswered({ answers }: Transition, { cluster }: World): number {
  let answered = 0
  for (let i = 0; i < answers.length; i++) {
    const { status, session, serial } = (answers[i] as (typeof answers)[0]).answer
    const operation = cluster.operations[session]?.[serial - 1]?.operation
    if (status === AnswerStatus.Done && operation === Operation.Read) answered++
  }
  return answered
}

/** What an Ask has just asked, if that is a read. */
export function readAsked({ input }: World): Command | undefined {
  return input.command.operation === Operation.Read ? input.command : undefined
}
