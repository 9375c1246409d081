import { Operation, type Command } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { EntryKind } from '../../core/log/entry.ts'
import { Role } from '../../core/server.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { operationName, serverName } from '../../harness/world/names.ts'
import type { AnswerInFlight, Transition } from '../../harness/world/transition.ts'

type Operations = readonly (readonly Command[])[]

/**
 * A leader whose reign ends cannot tell any more what becomes of the commands that it took and has not committed, and says
 * so to the clients that wait for it (5.3, 8); of those that its predecessors took, and of all else, it says nothing.
 */
export const openOutcomes: Monitor<Operations> = {
  name: 'outcomes are open when a reign ends',
  grade: 'rule',
  promise: 'a deposed leader tells, of what it took and did not commit, that it does not know (5.3, 8)',
  watches: Changed.Replied | Changed.Role,
  needs: ['role', 'currentTerm', 'log', 'commitIndex'],
  start: ({ operations }) => operations,

  see(operations, transition, report) {
    const { before, after, answers, changed } = transition
    if (before === undefined || after === undefined) return operations
    for (let i = 0; i < answers.length; i++) {
      const { session, serial, status } = (answers[i] as AnswerInFlight).answer
      if (status !== AnswerStatus.Unknown) continue
      const operation = operations[session]?.[serial - 1]?.operation
      // What an operator asked for may be given up while it leads.
      if (operation === Operation.Reconfigure || operation === Operation.TransferLeadership) continue
      if (!isOpen(session, serial, before) && !isOpen(session, serial, after))
        tell(
          ['does not know the outcome of', 'which it did not take'],
          { session, serial },
          transition,
          report,
        )
    }
    if ((changed & Changed.Role) !== 0 && before.role === Role.Leader) judgeEnd(transition, before, report)
    return operations
  },
}

/** Whether a server holds this command as one of its own term that it has not committed. */
function isOpen(session: number, serial: number, { log, commitIndex, currentTerm }: Observation): boolean {
  const { entries, baseIndex } = log as ObservedLog
  for (let place = entries.length; place > Math.max(commitIndex as number, baseIndex); place--) {
    const { term, command } = itemAt(entries, place - 1)
    if (term !== currentTerm) return false
    if (command?.session === session && command.serial === serial) return true
  }
  return false
}

/** What a leader had open it may have committed in the step that ended its reign. */
function judgeEnd(transition: Transition, { log, currentTerm }: Observation, report: Report): void {
  const { after, answers } = transition
  const { entries, baseIndex } = log as ObservedLog
  const known = Math.max(after?.commitIndex as number, baseIndex)
  for (let place = entries.length; place > known; place--) {
    const { term, kind, command } = itemAt(entries, place - 1)
    if (term !== currentTerm) return
    if (kind !== EntryKind.Command || command === null) continue
    const { session, serial } = command
    if (!answers.some(({ answer }) => answer.session === session && answer.serial === serial))
      tell(['says nothing of', 'which is open as its reign ends'], { session, serial }, transition, report)
  }
}

function tell(
  [deed, what]: readonly [deed: string, what: string],
  { session, serial }: Pick<Command, 'session' | 'serial'>,
  { server }: Transition,
  report: Report,
): void {
  report.violation({
    reason: `a server that ${deed} a command, ${what}`,
    title: `${serverName(server)} ${deed} ${operationName(session, serial)}, ${what}`,
    servers: [server],
    evidence: [],
  })
}
