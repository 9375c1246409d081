import { Operation, type Command, type Value } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import type { MachineKind } from '../../core/options.ts'
import type { Mutable } from '../../core/server.ts'
import { emptyVector, itemAt, push, type Vector } from '../../core/vector.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { Changed } from '../../harness/observation.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import { keyName } from '../../harness/world/names.ts'
import { checkHistory } from './check-history.ts'
import { explainFailed } from './explain-failed.ts'
import { explain } from './explain.ts'
import { mattersOfHistory } from './matters-of-history.ts'
import { NEVER, type HistoryOperation } from './history.ts'
import { failedText, operationText } from './operation-text.ts'

/** A call, or how the operation ended that the session had called. */
interface Event {
  /** Which action of the run it was. */
  readonly position: number
  readonly session: number
  readonly serial: number
  readonly kind: EventKind
  readonly answer: Value
}

const EventKind = {
  Call: 0,
  Return: 1,
  /** It is certain that nothing was done, nor ever will be. */
  Failure: 2,
} as const
type EventKind = (typeof EventKind)[keyof typeof EventKind]

interface Memory {
  readonly machine: MachineKind
  readonly operations: Cluster['operations']
  readonly events: Vector<Event>
}

/** How many steps the search may take; a usual history takes one or two for each of its operations. */
const BUDGET = 2_000_000

/**
 * The clients' history is linearizable: "each operation appears to execute instantaneously, exactly once, at some
 * point between its invocation and its response" (paper 8). Judged when the run is over. An operation that failed for
 * certain must never show any effect. One that was asked more than once, and whose session was over in the end, stays open
 * as one that was never answered: an earlier request for it may have been carried out (dissertation 6.3).
 */
export const linearizability: Monitor<Memory> = {
  name: 'linearizability',
  grade: 'safety',
  promise:
    'each operation appears to execute instantaneously, exactly once, between its invocation and its response (8)',
  watches: Changed.Asked | Changed.Answered,
  needs: [],
  start: ({ options, operations }) => ({ machine: options.machine, operations, events: emptyVector() }),

  see(memory, { position, action, answered, failed, changed }) {
    if ((changed & Changed.Asked) !== 0) {
      return withEvent(memory, {
        position,
        session: action.peer,
        serial: action.term,
        kind: EventKind.Call,
        answer: 0,
      })
    }
    if (answered === null || answered.serial === 0) return memory
    const { session, serial, value, status } = answered
    if (status !== AnswerStatus.Done && !failed) return memory
    const kind = failed ? EventKind.Failure : EventKind.Return
    return withEvent(memory, { position, session, serial, kind, answer: value })
  },

  end(memory, report) {
    const { machine } = memory
    const { history, failed } = historyOf(memory)
    const found = checkHistory(history, machine, BUDGET)
    if (found.verdict === 'undecided') reportUndecided(found.keys, report)
    if (found.verdict !== 'not linearizable') return
    const evidence = found.evidence.map(operationText)
    const culprit = explainFailed(found.evidence, found.prefix, failed)
    if (culprit !== undefined) evidence.unshift(failedText(culprit.failed))
    const { reason, title } = culprit ?? explain(found.evidence, found.prefix, machine)
    report.violation({ reason, title, servers: [], evidence })
  },

  /**
   * By session and, in it, by serial: how each operation ended, and which ones on its key had returned before it was called.
   * Of a history no more than that is asked: operations that overlap have no order, and events may only need to be in some
   * order that agrees. Evidence may come out another, for it is made from one such order.
   */
  matters(memory) {
    const { history, failed } = historyOf(memory)
    return mattersOfHistory(history, failed)
  },
}

/** What is asked of the cluster itself is not on a key, and no part of the history. */
function withEvent(memory: Memory, event: Event): Memory {
  const { machine, operations, events } = memory
  if (isForCluster(commandOf(operations, event))) return memory
  return { machine, operations, events: push(events, event) }
}

function isForCluster({ operation }: Command): boolean {
  return operation === Operation.Reconfigure || operation === Operation.TransferLeadership
}

function commandOf(operations: Cluster['operations'], { session, serial }: Event): Command {
  return (operations[session] as readonly Command[])[serial - 1] as Command
}

/** The operations that were called, in that order, those that failed told apart; their positions are the numbers of the actions. */
function historyOf({ operations, events }: Memory): Record<'history' | 'failed', HistoryOperation[]> {
  const history: HistoryOperation[] = []
  const failed: HistoryOperation[] = []
  const newest: Mutable<HistoryOperation>[] = []
  for (let i = 0; i < events.length; i++) {
    const event = itemAt(events, i)
    const { position, session, serial, kind, answer } = event
    if (kind === EventKind.Failure) {
      failed.push(newest[session] as HistoryOperation)
    } else if (kind === EventKind.Return) {
      const asked = newest[session] as Mutable<HistoryOperation>
      asked.returned = position
      asked.answer = answer
    } else {
      const { operation, key, value, expected } = commandOf(operations, event)
      const asked = {
        session,
        serial,
        operation,
        key,
        value,
        expected,
        called: position,
        returned: NEVER,
        answer,
      }
      newest[session] = asked
      history.push(asked)
    }
  }
  if (failed.length === 0) return { history, failed }
  const gone = new Set(failed)
  return { history: history.filter((operation) => !gone.has(operation)), failed }
}

function reportUndecided(keys: readonly number[], report: Report): void {
  const names = keys.map(keyName).join(', ')
  report.undecided(
    `no order of the operations on ${names} was found in ${BUDGET} steps of search, and none ruled out`,
  )
}
