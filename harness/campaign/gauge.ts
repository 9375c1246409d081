import { isAdministrative, Operation } from '../../core/command.ts'
import { AnswerStatus, Timer, type Answer } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed, type Observation } from '../observation.ts'
import { ACTION_KINDS, ActionKind } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'
import type { Transition } from '../world/transition.ts'

/** How rough the water was: plain counts, over a run or over many. */
export interface Gauge {
  readonly kinds: number[]
  /** Actions in which a server stepped, and those after which it was another. */
  stepped: number
  changedServer: number
  /** Servers that became leader. */
  leaders: number
  /** Logs that lost a suffix. */
  truncations: number
  /** Entries that a leader committed. */
  committed: number
  /**
   * Operations on the machine that were asked, those that gave their client something back, and those it is certain of
   * that nothing was done. What became of the others nobody could tell their client.
   */
  asked: number
  acknowledged: number
  failed: number
  /** Clients that were registered, and operations that came when their session was over. */
  registered: number
  expired: number
  /** Reads that a server answered which did not lead, and those that a leader answered at once. */
  followerReads: number
  promptReads: number
  /** Snapshots that became durable, and those whose state a machine took over from another server. */
  snapshots: number
  installed: number
  /** Changes of members that were carried out, transfers of leadership, and requests that were refused or given up. */
  changes: number
  transfers: number
  refused: number
  givenUp: number
  /** Servers that asked whether they could win. */
  preCandidates: number
  /** Leaders that stepped down because they heard from no quorum. */
  outOfContact: number
  /** Votes denied for the sake of a leader that was heard from. */
  keptToLeader: number
}

/** A gauge that has seen nothing. */
export function blankGauge(): Gauge {
  return {
    kinds: new Array<number>(ACTION_KINDS).fill(0),
    stepped: 0,
    changedServer: 0,
    leaders: 0,
    truncations: 0,
    committed: 0,
    asked: 0,
    acknowledged: 0,
    failed: 0,
    registered: 0,
    expired: 0,
    followerReads: 0,
    promptReads: 0,
    snapshots: 0,
    installed: 0,
    changes: 0,
    transfers: 0,
    refused: 0,
    givenUp: 0,
    preCandidates: 0,
    outOfContact: 0,
    keptToLeader: 0,
  }
}

/** Counts a transition. */
export function gaugeTransition(gauge: Gauge, transition: Transition, { operations }: Cluster): void {
  const { changed, before, after, answered, action } = transition
  gauge.kinds[action.kind] = (gauge.kinds[action.kind] as number) + 1
  if ((changed & Changed.Asked) !== 0 && !isAdministrative(operationOf(operations, action.peer, action.term)))
    gauge.asked++
  if (answered !== null) gaugeAnswer(gauge, answered, transition.failed, operations)
  if (before === undefined || after === undefined) return
  gauge.stepped++
  if (transition.answers.length > 0) gaugeReads(gauge, transition, after, operations)
  if (action.kind === ActionKind.Deliver && isKeptToLeader(action, after)) gauge.keptToLeader++
  if (before === after) return
  gauge.changedServer++
  if ((changed & Changed.Role) !== 0) gaugeRole(gauge, transition, before, after)
  if ((changed & Changed.Commit) !== 0 && after.role === Role.Leader)
    gauge.committed += (after.commitIndex ?? 0) - (before.commitIndex ?? 0)
  if ((changed & Changed.Log) !== 0 && lostSuffix(before, after)) gauge.truncations++
  if ((changed & Changed.Snapshot) !== 0) gauge.snapshots++
  if (action.kind === ActionKind.Restore && (changed & Changed.Applied) !== 0) gauge.installed++
}

/** How the operations on the machine ended, as far as their clients know. */
interface OperationOutcomes {
  readonly answered: number
  /** Nothing was done, for certain. */
  readonly refused: number
  /** Abandoned, asked in a session that was over, or not answered by the end. */
  readonly unknown: number
}

/** Tells the outcomes of all operations that were asked apart. */
export function operationOutcomes({ asked, acknowledged, failed }: Gauge): OperationOutcomes {
  return { answered: acknowledged, refused: failed, unknown: asked - acknowledged - failed }
}

/** Adds one gauge to another. */
export function addGauge(sum: Gauge, { kinds, ...counts }: Gauge): void {
  for (let kind = 0; kind < ACTION_KINDS; kind++)
    sum.kinds[kind] = (sum.kinds[kind] as number) + (kinds[kind] as number)
  for (const count of Object.keys(counts) as (keyof typeof counts)[]) sum[count] += counts[count]
}

function gaugeRole(gauge: Gauge, { action }: Transition, before: Observation, after: Observation): void {
  if (after.role === Role.Leader) gauge.leaders++
  if (after.role === Role.PreCandidate) gauge.preCandidates++
  if (before.role === Role.Leader && action.kind === ActionKind.Timer && action.topic === Timer.Contact)
    gauge.outOfContact++
}

function gaugeAnswer(gauge: Gauge, answer: Answer, failed: boolean, operations: Cluster['operations']): void {
  if (failed) gauge.failed++
  const { session, serial, status } = answer
  if (serial === 0) {
    gauge.registered++
    return
  }
  const operation = operationOf(operations, session, serial)
  if (status === AnswerStatus.Expired) gauge.expired++
  else if (status === AnswerStatus.Refused) gauge.refused++
  else if (status === AnswerStatus.Unknown) gauge.givenUp++
  else if (operation === Operation.Reconfigure) gauge.changes++
  else if (operation === Operation.TransferLeadership) gauge.transfers++
  else gauge.acknowledged++
}

function gaugeReads(
  gauge: Gauge,
  { answers, action }: Transition,
  { role }: Observation,
  operations: Cluster['operations'],
): void {
  for (const { answer } of answers) {
    const { status, session, serial } = answer
    if (status !== AnswerStatus.Done || operationOf(operations, session, serial) !== Operation.Read) continue
    if (role !== Role.Leader) gauge.followerReads++
    else if (action.kind === ActionKind.Ask) gauge.promptReads++
  }
}

/** What a session asks under a number: under 0, to be registered. */
function operationOf(operations: Cluster['operations'], session: number, serial: number): Operation {
  return operations[session]?.[serial - 1]?.operation ?? Operation.Register
}

/** Whether a server was asked for its vote in a newer term and did not enter that. */
function isKeptToLeader({ topic, term }: Transition['action'], after: Observation): boolean {
  return topic === MessageKind.RequestVote && term > (after.currentTerm ?? term)
}

function lostSuffix({ log: old }: Observation, { log: now }: Observation): boolean {
  if (old === undefined || now === undefined) return false
  const last = old.entries.length
  if (last === old.baseIndex || last <= now.baseIndex) return false
  return now.entries.length < last || itemAt(now.entries, last - 1) !== itemAt(old.entries, last - 1)
}
