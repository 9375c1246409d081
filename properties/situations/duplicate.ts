import { AnswerStatus } from '../../core/effect.ts'
import type { Entry } from '../../core/log/entry.ts'
import { Role } from '../../core/server.ts'
import type { Session } from '../../core/sessions/sessions.ts'
import { itemAt } from '../../core/vector.ts'
import type { Transition } from '../../harness/world/transition.ts'
import type { World } from '../../harness/world/world.ts'
import { isAnswered, isForMachine } from './asked.ts'

/** The session out of which a leader answered what it was asked, if it did so and put nothing in its log. */
export function sessionOfDuplicate(transition: Transition, world: World): Session | undefined {
  if (!isAnswered(transition, AnswerStatus.Done) || !isForMachine(world)) return undefined
  const { before, after } = transition
  if (after?.role !== Role.Leader || before?.log !== after.log) return undefined
  const { session, registration, serial } = world.input.command
  return before?.sessions?.list.find(
    (one) => one.session === session && one.registration === registration && one.serial === serial,
  )
}

/** The entry in a leader's log for which it answered what it was asked without putting it there again. */
export function entryOfDuplicate(transition: Transition, world: World): Entry | undefined {
  const held = sessionOfDuplicate(transition, world)
  const log = transition.after?.log
  if (held === undefined || log === undefined) return undefined
  for (let position = log.baseIndex; position < log.entries.length; position++) {
    const entry = itemAt(log.entries, position)
    const { command } = entry
    if (command?.session === held.session && command.serial === held.serial) return entry
  }
  return undefined
}
