import { FIRST_SEGMENT, Timer, type Effect } from '../../core/effect.ts'
import type { AnyInput } from '../../core/input.ts'
import type { Entry } from '../../core/log/entry.ts'
import { MessageKind } from '../../core/message.ts'
import { FORMATTED, NO_SNAPSHOT, storedWhole, type Stored } from '../../core/recovery/disk.ts'
import type { Mutable } from '../../core/server.ts'
import type { EarlierStart, ServerState, Target } from '../targets/target.ts'
import { TRUE_CLOCK, type Clock } from './clock.ts'
import type { Cluster } from './cluster.ts'
import { blankTransition, type AnswerInFlight, type InFlight, type Transition } from './transition.ts'

/** A write that was begun and is not yet known to be durable. */
export interface PendingWrite {
  /** Which write to its file this is, from 1, over the whole life of the disk. */
  readonly order: number
  /** Where its records stand in the file. */
  start: number
  /** 0: its segment was removed. */
  count: number
  readonly segment: number
  /** It failed: its records are damaged for good, whatever the disk may say of it. */
  failed: boolean
  /** Of a log's file: from which index on it cuts off what the log held, or would. */
  readonly cuts: number
  /** What the server wants to be told when it is durable. */
  readonly index: number
  readonly term: number
  readonly number: number
}

/** One file of a server's disk: all records in the order written, the last of which may not be durable yet. */
export interface FileState {
  /** Whether a durable write stands in place of all before it, so that those are gone. */
  readonly replaced: boolean
  readonly records: Stored[]
  readonly pending: PendingWrite[]
  begun: number
  flushed: number
  /** The order of the oldest write that failed since the server started; 0: none did. */
  failed: number
  /** Segments that are to be removed, in this order. */
  readonly removing: number[]
}

/** Something that may leave a server only once what it needs is durable. */
export interface Held {
  readonly effect: Effect
  readonly termWrites: number
  readonly logWrites: number
  readonly snapshotWrites: number
}

/** The place of one server: what is true of it whether it is up or not. */
export interface Seat {
  /** `null` while it is down. */
  server: ServerState | null
  /** It will never start again. */
  gone: boolean
  /** Its disk never completes anything again: no write, no removal, and no start. */
  stalled: boolean
  /** Its disk was exchanged for a new one, which knows nothing of what this server told others. */
  wiped: boolean
  /** A record of its log rotted behind which nothing whole stands: no server could tell that from a torn write. */
  deceived: boolean
  /** Another one, once it has jumped. */
  clock: Clock
  readonly files: readonly [term: FileState, log: FileState, snapshot: FileState, machine: FileState]
  readonly held: Held[]
  /** By timer: the earliest time at which it may fire by its clock, and the latest it was meant to; -1 when it is not armed. */
  readonly earliest: number[]
  readonly latest: number[]
  /** The last entry of the snapshot whose state the machine is taking over; 0 when it is not. */
  restoring: number
  restoringTerm: number
  /** The entry that the machine is to go on with; 0 when it has applied all that is committed. */
  applying: number
  /** What the last start made of the disk, so that the next need not read all of it again. */
  started: EarlierStart | undefined
}

/** The messages on their way from one server to another. */
export interface Link {
  readonly inFlight: InFlight[]
  cut: boolean
  /** It will never be whole again. */
  gone: boolean
  /** By message kind, by term: how many were sent so far. */
  readonly turns: number[][]
}

/** A client's session, as the client knows it. */
export interface SessionState {
  /** Its newest operation; 0: it has asked none. */
  serial: number
  /** Which operation it waits for the answer to; 0: it waits to be registered. */
  awaits: number
  /** How often the newest operation was asked. */
  asked: number
  /** What the cluster calls it since it registered; 0: it is not registered, or not any more. */
  registration: number
  /** Where clients register, by operation: the registration that it was first asked under, and is ever after. */
  readonly askedUnder: number[]
  /** The operations that were refused for certain: to ask them again would be to ask something else. */
  readonly failed: number[]
}

/** Where an operation's number stands for none. */
export const NOTHING = -1

/**
 * Everything at one instant. It holds what is possible, never what is likely: no probability, no plan. Nothing but
 * `perform` writes to it.
 */
export interface World {
  readonly target: Target
  readonly cluster: Cluster
  now: number
  /** Since when it is calm; -1 while the storm lasts. */
  calmSince: number
  readonly seats: readonly Seat[]
  /** By sender times the number of servers, plus receiver. */
  readonly links: readonly Link[]
  readonly sessions: readonly SessionState[]
  readonly answers: AnswerInFlight[]
  /** By server times the number of sessions, plus session; by serial: how many answers were given so far. */
  readonly answerTurns: readonly number[][]
  /** What the last action changed, and the input it used: scratch space of the hot loop. */
  readonly transition: Transition
  readonly input: Mutable<AnyInput>
}

const TIMERS = Object.keys(Timer).length
const MESSAGE_KINDS = Object.keys(MessageKind).length

/** A world in which every server is still down, its disk holding what the cluster gives it. */
export function openWorld(target: Target, cluster: Cluster): World {
  const { servers } = cluster.options
  return {
    target,
    cluster,
    now: 0,
    calmSince: -1,
    seats: Array.from({ length: servers }, (_, server) => openSeat(cluster, server)),
    links: Array.from({ length: servers * servers }, openLink),
    sessions: cluster.operations.map(openSession),
    answers: [],
    answerTurns: Array.from({ length: servers * cluster.operations.length }, () => []),
    transition: blankTransition(),
    input: {
      kind: 0,
      message: undefined as never,
      timer: 0,
      file: 0,
      index: 0,
      term: 0,
      segment: FIRST_SEGMENT,
      number: 0,
      command: undefined as never,
      clock: 0,
    },
  }
}

/** Which link leads from one server to another. */
export function linkBetween(world: World, from: number, to: number): Link {
  return world.links[from * world.seats.length + to] as Link
}

/** The place of a server. */
export function seatOf(world: World, server: number): Seat {
  return world.seats[server] as Seat
}

function openSeat(cluster: Cluster, server: number): Seat {
  const given = cluster.given.find((one) => one.server === server)
  const { currentTerm, votedFor } = given ?? FORMATTED
  return {
    server: null,
    gone: false,
    stalled: false,
    wiped: false,
    deceived: false,
    clock: cluster.clocks[server] ?? TRUE_CLOCK,
    files: [
      openFile([storedWhole({ currentTerm, votedFor })], true),
      openFile(journalOf(given?.log ?? []), false),
      openFile([storedWhole(NO_SNAPSHOT)], true),
      openFile([], true),
    ],
    held: [],
    earliest: new Array<number>(TIMERS).fill(-1),
    latest: new Array<number>(TIMERS).fill(-1),
    restoring: 0,
    restoringTerm: 0,
    applying: 0,
    started: undefined,
  }
}

function openSession(): SessionState {
  return { serial: 0, awaits: NOTHING, asked: 0, registration: 0, askedUnder: [], failed: [] }
}

function openFile(records: Stored[], replaced: boolean): FileState {
  return { replaced, records, pending: [], begun: 0, flushed: 0, failed: 0, removing: [] }
}

/** Entries as the log's file holds them: each was durable before the next was written. */
function journalOf(entries: readonly Entry[]): Stored[] {
  return entries.map((entry, place) => storedWhole(entry, FIRST_SEGMENT, place + 1, place))
}

function openLink(): Link {
  return { inFlight: [], cut: false, gone: false, turns: Array.from({ length: MESSAGE_KINDS }, () => []) }
}
