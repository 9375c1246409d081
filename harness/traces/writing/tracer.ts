import { Operation } from '../../../core/command.ts'
import { AnswerStatus, type TermRecord } from '../../../core/effect.ts'
import { lastIndex, termAt } from '../../../core/log/log.ts'
import { replay } from '../../../core/recovery/replay.ts'
import { Role } from '../../../core/server.ts'
import { itemAt } from '../../../core/vector.ts'
import { Changed, type Observation } from '../../observation.ts'
import { ActionKind } from '../../world/action.ts'
import { durableRecords } from '../../world/disk.ts'
import { operationName, serverName } from '../../world/names.ts'
import type { Transition } from '../../world/transition.ts'
import { seatOf, type World } from '../../world/world.ts'
import { namesOf, tracedEntry, tracedMessage, tracedState, type Traced } from './traced.ts'

/** Writes down a run as a trace in Whitewater's own form, a line an event, as any other implementation would. */
export interface Tracer {
  /** The first lines: the servers have started, and no action has happened. */
  begin(world: World): void
  see(world: World, transition: Transition): void
}

/** What of our own servers a trace tells: everything but what their leaders are asked. */
const COMPLETE = [
  'start',
  'crash',
  'receive',
  'send',
  'role',
  'persist',
  'apply',
  'restore',
  'read-asked',
  'read-answered',
  'state',
] as const

type Put = (k: string, more?: Traced) => void

/** A tracer that hands over each line, without its end. */
export function openTracer(write: (line: Traced) => void): Tracer {
  /** By server: what was last told to be durable. */
  const durable: string[] = []
  const persist = (world: World, server: number, put: Put): void => {
    const hard = durableState(world, server)
    const told = JSON.stringify(hard)
    if (told !== durable[server]) put('persist', { hard })
    durable[server] = told
  }
  return {
    begin(world) {
      const { servers } = world.cluster.options
      write(headerOf(world))
      for (let server = 0; server < servers; server++) starts(world, server, write)
    },
    see(world, transition) {
      const { server, before, after, changed } = transition
      if (server < 0) return
      const put: Put = (k, more = {}) => write({ k, n: serverName(server), ...more })
      if ((changed & Changed.Crashed) !== 0) put('crash')
      else if ((changed & Changed.Started) !== 0) starts(world, server, write)
      const now = (): void => persist(world, server, put)
      const steps = before !== undefined && after !== undefined
      // Where a flush is what the server was told, that comes first; where a disk is never behind, what was written does.
      const first = steps && transition.action.kind !== ActionKind.Flush
      const { commitIndex } = before ?? {}
      if (first)
        became(transition, before, transition.wrote === 0 ? after : { ...after, commitIndex }, put, now)
      if (mayBeDurable(transition)) persist(world, server, put)
      if (steps && !first) became(transition, before, after, put, now)
      if (first && transition.wrote !== 0 && commitIndex !== after.commitIndex)
        put('state', { st: tracedState(after) })
      for (const { message } of transition.sent) {
        put('send', { m: tracedMessage(message), ...(after === undefined ? {} : { st: tracedState(after) }) })
      }
      if (after !== undefined) applied(transition, before, after, put)
      reads(transition, after, put)
    },
  }
}

function headerOf({ cluster }: World): Traced {
  const { servers, voters } = cluster.options
  return {
    whitewater: 'trace',
    v: 1,
    impl: 'whitewater',
    servers: Array.from({ length: servers }, (_, server) => serverName(server)),
    voters: namesOf(voters),
    complete: COMPLETE,
    receive: 'before',
    sends: 'later',
    self: false,
    configuration: 'on append',
    order: 'total',
    disk: 'at least as told',
  }
}

/** A server that has started. */
function starts(world: World, server: number, write: (line: Traced) => void): void {
  const state = seatOf(world, server).server
  if (state === null) return
  const shown = world.target.observe(state)
  const machine = shown.lastApplied === undefined ? {} : { applied: shown.lastApplied }
  write({ k: 'start', n: serverName(server), st: tracedState(shown), ...machine })
}

/** What it heard and became. */
function became(
  { heard }: Transition,
  before: Observation,
  after: Observation,
  put: Put,
  persist: () => void,
): void {
  if (heard !== null) put('receive', { m: tracedMessage(heard), st: tracedState(before) })
  if (before === after) return
  const st = tracedState(after)
  const stands = before.currentTerm !== after.currentTerm
  if (after.role === Role.Leader && before.role !== Role.Leader && stands) {
    put('role', { st: { term: after.currentTerm, vote: st['vote'], role: 'candidate' } })
    persist()
  }
  if (before.role !== after.role || (after.role === Role.Candidate && stands)) put('role', { st })
  else if (JSON.stringify(st) !== JSON.stringify(tracedState(before))) put('state', { st })
}

/** Whether something on the disk of the server may have become durable: on some disks, at once. */
function mayBeDurable({ action, changed, wrote }: Transition): boolean {
  return wrote !== 0 || action.kind === ActionKind.Flush || (changed & Changed.Durable) !== 0
}

/** The term, the vote and the end of the log that a server would find now, were it to lose all that is not durable. */
function durableState(world: World, server: number): Traced {
  const [termFile, logFile] = seatOf(world, server).files
  const { log } = replay(logFile.records.slice(0, durableRecords(logFile)), world.cluster.options)
  const last = lastIndex(log)
  const stored = termFile.records[durableRecords(termFile) - 1]
  const shown: Traced = { last, lastTerm: termAt(log, last) }
  if (stored?.whole !== true) return shown
  const { currentTerm, votedFor } = stored.record as TermRecord
  return { ...shown, term: currentTerm, vote: votedFor < 0 ? '' : serverName(votedFor) }
}

function applied(
  { changed }: Transition,
  before: Observation | undefined,
  { log, lastApplied }: Observation,
  put: Put,
): void {
  if ((changed & Changed.Applied) === 0 || before === undefined) return
  if (log === undefined || lastApplied === undefined) return
  const from = before.lastApplied ?? 0
  if (from < log.baseIndex) put('restore', { index: log.baseIndex, term: log.baseTerm })
  const entries: unknown[] = []
  const last = Math.min(lastApplied, log.entries.length)
  for (let index = Math.max(from, log.baseIndex) + 1; index <= last; index++) {
    entries.push(tracedEntry(itemAt(log.entries, index - 1)))
  }
  if (entries.length > 0) put('apply', { entries })
}

/** Reads that reached the server, and those that it answered: as of what it has applied by then. */
function reads({ asked, answers, changed }: Transition, after: Observation | undefined, put: Put): void {
  if (asked !== null && (changed & Changed.Requested) !== 0 && asked.operation === Operation.Read) {
    put('read-asked', { ctx: operationName(asked.session, asked.serial) })
  }
  for (const { answer } of answers) {
    if (answer.status !== AnswerStatus.Done || after?.lastApplied === undefined) continue
    put('read-answered', { ctx: operationName(answer.session, answer.serial), index: after.lastApplied })
  }
}
