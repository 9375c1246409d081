import { Operation, type Command, type Value } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { Role } from '../../core/server.ts'
import { emptyVector, itemAt, push, withItem, type Vector } from '../../core/vector.ts'
import { Changed } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { operationName, serverName } from '../../harness/world/names.ts'
import type { AnswerInFlight, Transition } from '../../harness/world/transition.ts'
import { withServer } from '../with-server.ts'

/** What an operation gave, by whichever server said so first; `undefined` where none has. */
interface Given {
  readonly value: Value
  readonly server: number
}

interface Memory {
  readonly operations: readonly (readonly Command[])[]
  /** By session, by serial. */
  readonly given: readonly Vector<Given | undefined>[]
}

/**
 * An operation that changes something gives one answer, however often it is asked and whoever tells: "the state machine
 * tracks the latest serial number processed for each client, along with the associated response" (8).
 */
export const oneAnswer: Monitor<Memory> = {
  name: 'one answer an operation',
  grade: 'rule',
  promise: 'a repeated operation is answered with the response it had at first (8)',
  watches: Changed.Replied,
  needs: [],
  start: ({ operations }) => ({ operations, given: operations.map(() => emptyVector<Given | undefined>()) }),

  see(memory, transition, report) {
    let known = memory
    if (isFromFollower(transition)) judgeFollower(memory, transition, report)
    for (let i = 0; i < transition.answers.length; i++) known = withAnswer(known, transition, i, report)
    return known
  },
}

/** Whether a server that does not lead answers at once, and not what it had held back. */
function isFromFollower({ before, after, action }: Transition): boolean {
  if (before === undefined || after === undefined || action.kind === ActionKind.Flush) return false
  return before.role !== Role.Leader && after.role !== Role.Leader
}

/** "Respond after entry applied to state machine" is for leaders (Figure 2); others answer reads alone. */
function judgeFollower(memory: Memory, { answers, server }: Transition, report: Report): void {
  for (let i = 0; i < answers.length; i++) {
    const { session, serial, status } = (answers[i] as AnswerInFlight).answer
    const isRead = memory.operations[session]?.[serial - 1]?.operation === Operation.Read
    if (status !== AnswerStatus.Done || isRead) continue
    report.violation({
      reason: 'an answer from a server that does not lead',
      title: `${serverName(server)}, which does not lead, tells the outcome of ${operationName(session, serial)}`,
      servers: [server],
      evidence: [],
    })
  }
}

function withAnswer(memory: Memory, { answers }: Transition, place: number, report: Report): Memory {
  const { from, session, serial, status, value } = (answers[place] as AnswerInFlight).answer
  const command = memory.operations[session]?.[serial - 1]
  if (status !== AnswerStatus.Done || command === undefined || command.operation === Operation.Read)
    return memory
  const known = memory.given[session] as Vector<Given | undefined>
  const before = serial <= known.length ? itemAt(known, serial - 1) : undefined
  if (before === undefined) {
    const given = withServer(memory.given, session, withGiven(known, serial, { value, server: from }))
    return { operations: memory.operations, given }
  }
  if (!isSame(before.value, value)) {
    const name = operationName(session, serial)
    report.violation({
      reason: 'two answers to one operation',
      title: `${serverName(before.server)} and ${serverName(from)} tell different outcomes of ${name}`,
      servers: before.server === from ? [from] : [before.server, from],
      evidence: [`first: ${valueText(before.value)}`, `then: ${valueText(value)}`],
    })
  }
  return memory
}

function withGiven(
  known: Vector<Given | undefined>,
  serial: number,
  given: Given,
): Vector<Given | undefined> {
  if (serial <= known.length) return withItem(known, serial - 1, given)
  let filled = known
  while (filled.length < serial - 1) filled = push(filled, undefined)
  return push(filled, given)
}

/** Lists are told by their newest element and their length: no two appends of a run share that. */
function isSame(one: Value, other: Value): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other
  return one.length === other.length && one.last === other.last
}

function valueText(value: Value): string {
  return typeof value === 'object' ? `a list of ${value.length}` : String(value)
}
