import { AnswerStatus } from '../../core/effect.ts'
import { NOBODY } from '../../core/server.ts'
import type { Plan } from '../plan/plan.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import type { Transition } from '../world/transition.ts'
import { seatOf, type SessionState, type World } from '../world/world.ts'
import { plan } from './agenda.ts'
import { between, draw, happens, Stream } from './draws.ts'
import type { Scheduler } from './scheduler.ts'
import { WakeKind } from './wake.ts'

/** What the clients remember, by session. */
export interface Clients {
  /** When each operation may first be asked: `opens[session][serial - 1]`. */
  readonly opens: readonly number[][]
  /** How often the newest operation was asked. */
  readonly attempts: number[]
  /** Whom the session believes to lead. */
  readonly hint: number[]
}

/** How long a client waits for an answer before it asks again, and how often it does. */
const PATIENCE = { least: 60_000, most: 250_000 }
const ATTEMPTS = 12
/** How long it waits when it was sent on, or when nobody is there to ask; longer each time. */
const PAUSE = 2_000
/** In how many of a thousand retries it asks the same server again. */
const SAME_SERVER = 300

/** Clients that have asked nothing yet. */
export function clientsOf(world: World, { operations }: Plan): Clients {
  const opens: number[][] = world.sessions.map(() => [])
  for (const { session, at } of operations) (opens[session] as number[]).push(at)
  return { opens, attempts: world.sessions.map(() => 0), hint: world.sessions.map(() => NOBODY) }
}

/** A session's turn to ask: its next operation, or once more the one that it waits for. */
export function useSession(state: Scheduler, planned: Action): Action | undefined {
  const { world, clients, agenda } = state
  const { peer: session, term: serial, at } = planned
  const { serial: newest, waiting } = world.sessions[session] as SessionState
  if (planned.kind === ActionKind.Ask) {
    const open = waiting && newest === serial
    return open ? toServer(state, planned) : undefined
  }
  if (waiting) return undefined
  const opens = (clients.opens[session] as number[])[newest]
  if (opens === undefined) return undefined
  if (opens > at) {
    plan(agenda, action(WakeKind.SessionReady as ActionKind, opens, 0, session, 0, 0, 0, 0))
    return undefined
  }
  clients.attempts[session] = 0
  const hint = clients.hint[session] as number
  const server = hint === NOBODY ? anyServer(state, session, newest + 1, 0) : hint
  return toServer(state, action(ActionKind.Ask, at, server, session, 0, newest + 1, 0, 0))
}

/** Once a request has reached a server: how long the client will wait for it. */
export function expectAnswer(state: Scheduler, asked: Action): void {
  const { world, clients, agenda, key } = state
  const { peer: session, term: serial } = asked
  const attempt = ((clients.attempts[session] as number) += 1)
  const patience = between(draw(key, Stream.Patience, session, serial, attempt, 0), PATIENCE.least, PATIENCE.most)
  plan(agenda, action(WakeKind.PatienceEnds as ActionKind, world.now + patience, 0, session, 0, serial, attempt, 0))
}

/** An answer reached a client, or it gave up: on to its next operation, or to the server it was sent on to. */
export function hearAnswer(state: Scheduler, { answered, action: heard }: Transition): void {
  const { world, clients, agenda } = state
  const session = heard.peer
  if (heard.kind === ActionKind.Abandon || answered?.status === AnswerStatus.Done) {
    if (answered !== null) clients.hint[session] = answered.from
    plan(agenda, action(WakeKind.SessionReady as ActionKind, world.now, 0, session, 0, 0, 0, 0))
  } else if (answered !== null) {
    clients.hint[session] = answered.leader
    const attempt = clients.attempts[session] as number
    const next = answered.leader === NOBODY ? anyServer(state, session, heard.term, attempt) : answered.leader
    plan(agenda, action(ActionKind.Ask, world.now + PAUSE * attempt * attempt, next, session, 0, heard.term, 0, 0))
  }
}

/** A client has waited long enough: it asks again, the same server or another, or gives up. */
export function runOutOfPatience(state: Scheduler, planned: Action): Action | undefined {
  const { world, clients, key } = state
  const { peer: session, term: serial, turn: attempt, at } = planned
  const { serial: newest, waiting } = world.sessions[session] as SessionState
  if (!waiting || newest !== serial || attempt !== clients.attempts[session]) return undefined
  if (attempt >= ATTEMPTS) return action(ActionKind.Abandon, at, 0, session, 0, serial, 0, 0)
  const hint = clients.hint[session] as number
  const same = hint !== NOBODY && happens(draw(key, Stream.Server, session, serial, attempt, 1), SAME_SERVER)
  const server = same ? hint : anyServer(state, session, serial, attempt)
  return toServer(state, action(ActionKind.Ask, at, server, session, 0, serial, 0, 0))
}

/** Asks the server if it is up, or else the next one that is; when none is, tries again a little later. */
function toServer(state: Scheduler, asking: Action): Action | undefined {
  const { world, agenda } = state
  const servers = world.seats.length
  for (let i = 0; i < servers; i++) {
    const server = (asking.server + i) % servers
    if (seatOf(world, server).server === null) continue
    asking.server = server
    return asking
  }
  asking.at += PAUSE * 10
  const { serial } = world.sessions[asking.peer] as SessionState
  if (asking.term > serial) asking.kind = WakeKind.SessionReady as ActionKind
  plan(agenda, asking)
  return undefined
}

function anyServer(state: Scheduler, session: number, serial: number, attempt: number): number {
  return between(draw(state.key, Stream.Server, session, serial, attempt, 0), 0, state.world.seats.length - 1)
}
