import { Operation, type Command } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { EntryKind, type Entry } from '../../core/log/entry.ts'
import type { Options } from '../../core/options.ts'
import type { Session, Sessions } from '../../core/sessions/sessions.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { operationName, serverName, sessionName } from '../../harness/world/names.ts'
import type { AnswerInFlight, Transition } from '../../harness/world/transition.ts'

/** A session as the log tells of it. */
type Told = Pick<Session, 'session' | 'registration' | 'serial' | 'active'>

interface Table {
  time: number
  list: Told[]
}

/**
 * The sessions that a server knows are those that the entries it has applied open, keep and end: "servers must agree on
 * when to expire a client's session" (dissertation 6.3), and the log alone tells when. Nobody is told that a session is
 * over which is not.
 */
export const liveSessions: Monitor<Options> = {
  name: 'sessions live as the log tells',
  grade: 'rule',
  promise: 'sessions begin, go on and expire by the log alone, the same on all servers (dissertation 6.3)',
  watches: Changed.Applied | Changed.Replied,
  needs: ['log', 'lastApplied', 'sessions'],
  start: ({ options }) => options,

  see(options, transition, report) {
    const { before, after, changed, action, asked } = transition
    if (before?.sessions === undefined || after?.sessions === undefined) return options
    if (asked !== null && (changed & Changed.Replied) !== 0)
      judgeAnswers(transition, asked, after.sessions, report)
    // A machine that takes over a snapshot's state begins anew with the sessions in that.
    if ((changed & Changed.Applied) === 0 || action.kind === ActionKind.Restore) return options
    const table = { time: before.sessions.time, list: before.sessions.list.slice() }
    const last = after.lastApplied as number
    for (let index = (before.lastApplied as number) + 1; index <= last; index++) {
      const entry = entryOf(before, after, index)
      if (entry === undefined) return options
      goOn(table, entry, options)
    }
    if (!isTold(table, after.sessions)) report.violation(otherwise(table, after.sessions, transition))
    return options
  },
}

/** What a server applied at an index, where its log still has it. */
function entryOf(before: Observation, after: Observation, index: number): Entry | undefined {
  for (const { log } of [after, before]) {
    const { entries, baseIndex } = log as ObservedLog
    if (index > baseIndex && index <= entries.length) return itemAt(entries, index - 1)
  }
  return undefined
}

function goOn(table: Table, entry: Entry, options: Options): void {
  const { command, configuration, kind, time } = entry
  if (time > table.time) {
    table.time = time
    if (isOver(table.list[0], table, options)) endOver(table, options)
  }
  if (command === null) return
  if (kind === EntryKind.Command && command.operation === Operation.Register) {
    if (options.mostSessions > 0 && table.list.length >= options.mostSessions) table.list.shift()
    table.list.push({ session: command.session, registration: entry.index, serial: 0, active: table.time })
    return
  }
  const place = placeOf(table.list, command)
  const known = table.list[place]
  if (known === undefined && command.registration !== 0) return
  const isNew = known === undefined || command.serial > known.serial
  // A request to change members is done when its last configuration is; to ask it again is no activity.
  if (configuration !== null && (configuration.outgoing !== 0 || !isNew)) return
  const { session, registration } = command
  const serial = isNew ? command.serial : known.serial
  if (known !== undefined) table.list.splice(place, 1)
  table.list.push({ session, registration, serial, active: table.time })
}

/** Sessions end from the front, where those are in which nothing was asked for longest. */
function endOver(table: Table, options: Options): void {
  let over = 1
  while (isOver(table.list[over], table, options)) over++
  table.list.splice(0, over)
}

function isOver(one: Told | undefined, { time }: Table, { sessionTimeout }: Options): boolean {
  return sessionTimeout > 0 && one !== undefined && (time - one.active) * 1000 >= sessionTimeout
}

function placeOf(list: readonly Told[], { session, registration }: Command): number {
  for (let place = 0; place < list.length; place++) {
    const one = list[place] as Told
    if (one.session === session && one.registration === registration) return place
  }
  return -1
}

function isTold(table: Table, { time, list }: Sessions): boolean {
  if (table.time !== time || table.list.length !== list.length) return false
  for (let place = 0; place < list.length; place++) {
    const [told, known] = [table.list[place] as Told, list[place] as Told]
    if (told.session !== known.session || told.registration !== known.registration) return false
    if (told.serial !== known.serial || told.active !== known.active) return false
  }
  return true
}

/** A server that is asked says that a session is over only if it has seen it end. */
function judgeAnswers(
  { answers, server, after }: Transition,
  asked: Command,
  { list }: Sessions,
  report: Report,
): void {
  for (let i = 0; i < answers.length; i++) {
    const { status, session, serial } = (answers[i] as AnswerInFlight).answer
    if (status !== AnswerStatus.Expired || session !== asked.session || serial !== asked.serial) continue
    const isBehind = asked.registration > (after?.lastApplied as number)
    if (!isBehind && placeOf(list, asked) < 0) continue
    report.violation({
      reason: 'a session that lives was said to be over',
      title: `${serverName(server)} told ${sessionName(session)} that its session is over, which ${isBehind ? 'it cannot know' : 'it is not'}`,
      servers: [server],
      evidence: [`asked: ${operationName(session, serial)}`, tableText(list)],
    })
  }
}

function otherwise(
  table: Table,
  sessions: Sessions,
  { server, after }: Transition,
): Parameters<Report['violation']>[0] {
  return {
    reason: 'sessions other than the log tells',
    title: `${serverName(server)} has sessions other than the entries up to index ${after?.lastApplied} tell`,
    servers: [server],
    evidence: [
      `by the log: time ${table.time}, ${tableText(table.list)}`,
      `it has: time ${sessions.time}, ${tableText(sessions.list)}`,
    ],
  }
}

function tableText(list: readonly Told[]): string {
  const all = list.map(
    ({ session, registration, serial, active }) =>
      `${sessionName(session)} (registered ${registration}, serial ${serial}, active ${active})`,
  )
  return all.length === 0 ? 'no session' : all.join(', ')
}
