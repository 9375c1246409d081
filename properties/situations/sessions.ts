import type { Command } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { Role } from '../../core/server.ts'
import type { Session, Sessions } from '../../core/sessions/sessions.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import { Happened, REACHED, type Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { World } from '../../harness/world/world.ts'
import { isAnswered, isForMachine } from './asked.ts'
import { entryOfDuplicate, sessionOfDuplicate } from './duplicate.ts'
import { hasTimedOut, sessionLost } from './session-lost.ts'
import { when } from './when.ts'

const { Ask, Restore } = ActionKind

/** What servers have from snapshots that their machines took over, by server. */
const tableFromSnapshot: Situation<readonly (Sessions | undefined)[]> = {
  name: 'table-from-a-snapshot',
  sentence: 'A duplicate is answered by a server that has what it answers from a snapshot of another.',
  source: 'paper 8, dissertation 6.3: the sessions are a part of the state, and so of a snapshot',
  takes: ['snapshots'],
  kinds: [Ask, Restore],
  watches: Happened.AskedAgain | Changed.Applied,
  start: () => [],
  see: (restored, transition, world) => {
    const { action, server, after } = transition
    if (action.kind === Restore) {
      const next = restored.slice()
      next[server] = after?.sessions
      return next
    }
    const held = sessionOfDuplicate(transition, world)
    const isFrom = restored[server]?.list.some((one) => isSame(one, held)) === true
    return isFrom ? REACHED : restored
  },
}

/** Clients' sessions (paper 8, dissertation 6.3). */
export const sessions: readonly Situation[] = [
  when(
    {
      name: 'duplicate-at-the-next-leader',
      sentence:
        'A leader answers out of what it remembers, at once, for a command that an earlier leader had taken.',
      source: 'paper 8: "it responds immediately without re-executing the request"',
      takes: [],
      kinds: [Ask],
      watches: Happened.AskedAgain,
    },
    (transition, world) => {
      const entry = entryOfDuplicate(transition, world)
      return entry !== undefined && entry.term < (transition.after?.currentTerm ?? 0)
    },
  ),
  tableFromSnapshot as Situation,
  when(
    {
      name: 'session-expires-with-a-request-open',
      sentence: 'A session is over by the time in the log while its client waits for an answer.',
      source: 'dissertation 6.3: "expire inactive sessions"',
      takes: ['sessions'],
      watches: Changed.Applied,
    },
    ({ before, after }, world) => {
      const lost = sessionLost(before, after, world)
      return lost !== undefined && hasTimedOut(lost, after, world) && isWaitedIn(lost, world)
    },
  ),
  when(
    {
      name: 'session-makes-room',
      sentence: 'A session makes room for a new one, before its time is over.',
      source: 'dissertation 6.3: "set an upper bound on the number of sessions"',
      takes: ['sessions'],
      watches: Changed.Applied,
    },
    ({ before, after }, world) => {
      const lost = sessionLost(before, after, world)
      return lost !== undefined && !hasTimedOut(lost, after, world)
    },
  ),
  when(
    {
      name: 'duplicate-after-the-session',
      sentence: 'A copy of a command that its client waits for no more comes when the session is over.',
      source: 'dissertation 6.3: to open a session for it "would risk duplicate execution"',
      takes: ['sessions'],
      kinds: [Ask],
      watches: Happened.AskedAgain,
    },
    (transition, world) => {
      const { peer, term: serial } = transition.action
      const { serial: newest, awaits } = world.sessions[peer] ?? { serial: 0, awaits: 0 }
      return serial <= newest && awaits !== serial && isAnswered(transition, AnswerStatus.Expired)
    },
  ),
  when(
    {
      name: 'log-time-stands-still',
      sentence: 'A server applies an entry whose time is before the time that the log has told already.',
      source: 'dissertation 6.3: clocks differ, and what is agreed upon must not go back with a new leader',
      takes: ['sessions', 'clocks'],
      watches: Changed.Applied,
    },
    ({ after }) => {
      const { log, lastApplied = 0, sessions: table } = after ?? {}
      if (log === undefined || table === undefined || lastApplied <= log.baseIndex) return false
      const { time } = itemAt(log.entries, lastApplied - 1)
      return time > 0 && time < table.time
    },
  ),
  when(
    {
      name: 'follower-has-what-it-is-asked',
      sentence:
        'A follower sends a client away with a command that it has from its leader, in its log or applied already.',
      source: 'paper 8: a client that hears nothing asks "a randomly-chosen server"',
      takes: [],
      kinds: [Ask],
      watches: Happened.AskedAgain,
    },
    (transition, world) =>
      transition.after?.role === Role.Follower &&
      isAnswered(transition, AnswerStatus.Redirect) &&
      isForMachine(world) &&
      has(transition.after, world.input.command),
  ),
  when(
    {
      name: 'registered-twice',
      sentence: 'There are two sessions of one client, because it asked for one again.',
      source: 'dissertation 6.3, RegisterClient: each time it is executed it opens a session',
      takes: ['sessions'],
      watches: Changed.Applied,
    },
    ({ after }, world) =>
      world.cluster.options.registration && after?.role === Role.Leader && hasTwice(after),
  ),
]

/** Whether a server has a command: its machine has applied it, or it is of its term and in its log behind what is committed. */
function has({ log, sessions, commitIndex = 0, currentTerm }: Observation, command: Command): boolean {
  const { session, serial, registration } = command
  const isApplied = (one: Session): boolean =>
    one.session === session && one.registration === registration && one.serial === serial
  if (sessions?.list.some(isApplied) === true) return true
  if (log === undefined) return false
  for (let index = log.entries.length; index > Math.max(commitIndex, log.baseIndex); index--) {
    const { command: held, term } = itemAt(log.entries, index - 1)
    if (term !== currentTerm) return false
    if (held?.session === session && held.serial === serial) return true
  }
  return false
}

/** Whether the client of a session takes it for its own, and waits for an answer. */
function isWaitedIn({ session, registration }: Session, { sessions: clients }: World): boolean {
  const client = clients[session]
  return client !== undefined && client.registration === registration && client.awaits > 0
}

/** Whether the session opened last is the second one of its client. */
function hasTwice({ sessions: held }: Observation): boolean {
  const newest = held?.list.at(-1)
  if (newest === undefined || newest.serial > 0) return false
  return held?.list.some((one) => one !== newest && one.session === newest.session) === true
}

/** Whether two servers, or one at two times, know the same newest operation of a session. */
function isSame(one: Session, other: Session | undefined): boolean {
  return (
    one.session === other?.session && one.registration === other.registration && one.serial === other.serial
  )
}
