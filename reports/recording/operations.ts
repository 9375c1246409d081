import { AnswerStatus } from '../../core/effect.ts'
import { register, type Command } from '../../core/command.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { operationName } from '../../harness/world/names.ts'
import type { Transition } from '../../harness/world/transition.ts'
import type { World } from '../../harness/world/world.ts'
import { deedOf } from './entry-book.ts'
import { answerDetail } from './message-text.ts'
import type { OperationSpan } from './story.ts'

/** Follows the operations of clients from when they are first asked to when their client waits no longer. */
export interface OperationBook {
  see(world: World, transition: Transition): void
  readonly operations: readonly OperationSpan[]
}

type Open = { -readonly [K in keyof OperationSpan]: OperationSpan[K] }

/** A book that has followed none; `laneOf` gives the lane of a session. */
export function openOperationBook(laneOf: (session: number) => number): OperationBook {
  const operations: Open[] = []
  const openOf = new Map<string, Open>()
  const settled = new Set<string>()

  const settle = (name: string, position: number, result: string): void => {
    const open = openOf.get(name)
    if (open === undefined) return
    open.until = position
    open.result = result
    openOf.delete(name)
    // A late copy of a request is no new operation; to be registered again is.
    if (!isRegistration(name)) settled.add(name)
  }
  return {
    operations,
    see: ({ cluster }, { action, position, answered, asked, failed }) => {
      const { kind, peer: session, term: serial } = action
      const command = commandOf(cluster.operations, session, serial)
      const name = operationName(session, serial)
      if (asked !== null && !openOf.has(name) && !settled.has(name)) {
        const begun = { lane: laneOf(session), name, deed: deedOf(command), from: position }
        const open = { ...begun, until: 0, result: '', marked: false }
        openOf.set(name, open)
        operations.push(open)
      }
      if (kind === ActionKind.Abandon) settle(name, position, 'given up, outcome unknown')
      if (answered === null) return
      const certain = failed && answered.status !== AnswerStatus.Refused ? ', nothing was done' : ''
      settle(name, position, `${answerDetail(answered, command.operation)}${certain}`)
    },
  }
}

function isRegistration(name: string): boolean {
  return name.endsWith('.register')
}

function commandOf(operations: World['cluster']['operations'], session: number, serial: number): Command {
  return operations[session]?.[serial - 1] ?? register(session)
}
