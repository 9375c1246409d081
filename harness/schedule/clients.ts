import { Operation } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { NOBODY } from '../../core/server.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import type { Plan } from '../plan/plan.ts'
import { ActionKind, type Action } from '../world/action.ts'
import { whyNot } from '../world/possible.ts'
import type { Transition } from '../world/transition.ts'
import { NOTHING, seatOf, type SessionState, type World } from '../world/world.ts'
import { plan, type Planned } from './agenda.ts'
import { bite } from './bites.ts'
import { between, draw, happens, Stream } from './draws.ts'
import type { Scheduler } from './scheduler.ts'
import { WakeKind } from './wake.ts'

/** What the clients remember, by session. */
export interface Clients {
  /** When each operation may first be asked: `opens[session][serial - 1]`. */
  readonly opens: readonly number[][]
  /** How often what it waits for was asked. */
  readonly attempts: number[]
  /** Whom the session believes to lead. */
  readonly hint: number[]
}

/** How long a patient client waits for an answer before it asks again, and how often any does. */
const PATIENCE = { least: 500_000, most: 2_000_000 }
const ATTEMPTS = 12
/** It waits longer each time, up to so many times as long: clients that never let up would fill a slow cluster's log faster than it commits. In a calm that is no danger. */
const MOST_PATIENT = 8
/** How long it waits when it was sent on, or when nobody is there to ask; longer each time. */
const PAUSE = 2_000
/** In how many of a thousand times it leaves it at not knowing what became of its operation. */
const GIVES_UP = 150
/** How much later a copy of a request comes, and one that was sent to a second server. */
const LATE = { least: 100_000, most: 2_500_000 }
const HEDGE = { least: 0, most: 20_000 }
/** Of how many of a thousand reads it first asks any server, where followers answer them. */
const READ_ANYWHERE = 600

/** Clients that have asked nothing yet. */
export function clientsOf(world: World, { operations }: Plan): Clients {
  const opens: number[][] = world.sessions.map(() => [])
  for (const { session, at } of operations) (opens[session] as number[]).push(at)
  return { opens, attempts: world.sessions.map(() => 0), hint: world.sessions.map(() => NOBODY) }
}

/** A session may ask its next operation, or register first: now, when it opens, or never if there is none. */
export function asksNext(state: Scheduler, planned: Planned): boolean {
  const { world, clients, agenda } = state
  const { peer: session, at } = planned
  const { serial: newest, awaits, registration } = world.sessions[session] as SessionState
  if (awaits !== NOTHING) return false
  const opens = (clients.opens[session] as number[])[newest]
  if (opens === undefined) return false
  if (opens > at) {
    plan(agenda, WakeKind.SessionReady, opens, 0, session, 0, 0, 0, 0)
    return false
  }
  clients.attempts[session] = 0
  const serial = world.cluster.options.registration && registration === 0 ? 0 : newest + 1
  const hint = clients.hint[session] as number
  const anywhere =
    hint === NOBODY ||
    (isAnybodys(state, session, serial) &&
      happens(draw(state.key, Stream.Server, session, serial, 0, 2), READ_ANYWHERE))
  return asks(state, planned, serial, anywhere ? anyServer(state, session, serial, 0) : hint)
}

/** Whether an operation is a read that any server may answer; who answered it need not lead. */
function isAnybodys({ world: { cluster } }: Scheduler, session: number, serial: number): boolean {
  return (
    cluster.options.followerReads && cluster.operations[session]?.[serial - 1]?.operation === Operation.Read
  )
}

/** A session that was sent on asks the server it was sent to, if it still waits. */
export function asksAgain(state: Scheduler, planned: Planned): boolean {
  return stillAwaits(state, planned) && asks(state, planned, planned.term, planned.server)
}

/** Whether the session still waits for the operation that was planned for. */
export function stillAwaits({ world }: Scheduler, { peer: session, term: serial }: Planned): boolean {
  return (world.sessions[session] as SessionState).awaits === serial
}

/** A copy of a request comes long after it: not if the server is down, or the client must not ask that again. */
export function comesLate({ world, bites }: Scheduler, planned: Planned): boolean {
  const { value: cause } = planned
  planned.kind = ActionKind.Ask
  planned.value = 0
  if (whyNot(world, planned as Action) !== undefined) return false
  bite(bites, (cause - 1) as FaultKind)
  return true
}

/** Once a request has reached a server: how long the client will wait for it. */
export function expectAnswer(state: Scheduler, asked: Action): void {
  const { world, clients, agenda, key, dials } = state
  const { peer: session, term: serial } = asked
  if ((world.sessions[session] as SessionState).awaits !== serial) return
  const attempt = ((clients.attempts[session] as number) += 1)
  const name = drawnFor(state, session, serial)
  const most = (dials[FaultKind.Impatience] as number) * 1_000
  const { least, most: longest } = most > 0 ? { least: most >> 2, most } : PATIENCE
  const drawn = between(draw(key, Stream.Patience, session, name, attempt, 0), least, longest)
  const patience = world.calmSince < 0 ? drawn * Math.min(attempt, MOST_PATIENT) : drawn
  plan(agenda, WakeKind.PatienceEnds, world.now + patience, 0, session, 0, serial, attempt, 0)
  if (attempt > 1) return
  if (happens(draw(key, Stream.LateCopy, session, name, 0, 0), dials[FaultKind.LateCopies] as number))
    planCopy(state, session, serial, Stream.LateCopy, LATE, FaultKind.LateCopies)
  if (happens(draw(key, Stream.Hedge, session, name, 0, 0), dials[FaultKind.HedgedRequests] as number))
    planCopy(state, session, serial, Stream.Hedge, HEDGE, FaultKind.HedgedRequests)
}

/** A copy of a request comes to some server, that much later. */
function planCopy(
  state: Scheduler,
  session: number,
  serial: number,
  stream: Stream,
  wait: { readonly least: number; readonly most: number },
  fault: FaultKind,
): void {
  const { world, agenda, key } = state
  const name = drawnFor(state, session, serial)
  const later = between(draw(key, stream, session, name, 1, 0), wait.least, wait.most)
  const server = draw(key, stream, session, name, 2, 0) % world.seats.length
  plan(agenda, WakeKind.LateCopy, world.now + later, server, session, 0, serial, 0, fault + 1)
}

/** An answer reached a client, or it gave up: on to its next operation, or to the server it was sent on to. */
export function hearAnswer(state: Scheduler, { answered, redirected, action: heard }: Transition): void {
  const { world, clients, agenda } = state
  const { peer: session, term: serial } = heard
  if (redirected !== null) {
    const { leader, status } = redirected
    clients.hint[session] = leader
    const attempt = clients.attempts[session] as number
    if (status === AnswerStatus.Unknown && givesUp(state, session, serial, attempt)) {
      plan(agenda, ActionKind.Abandon, world.now, 0, session, 0, serial, 0, 0)
      return
    }
    const next = leader === NOBODY ? anyServer(state, session, serial, attempt) : leader
    plan(agenda, ActionKind.Ask, world.now + PAUSE * attempt * attempt, next, session, 0, serial, 0, 0)
    return
  }
  if (answered !== null && !isAnybodys(state, session, serial)) clients.hint[session] = answered.from
  if (answered === null && heard.kind !== ActionKind.Abandon) return
  plan(agenda, WakeKind.SessionReady, world.now, 0, session, 0, 0, 0, 0)
}

/** A client has waited long enough: it asks again, the same server or another, or gives up. */
export function runsOutOfPatience(state: Scheduler, planned: Planned): boolean {
  const { clients, key, dials, bites } = state
  const { peer: session, term: serial, turn: attempt } = planned
  if (!stillAwaits(state, planned) || attempt !== clients.attempts[session]) return false
  if (attempt >= ATTEMPTS) {
    planned.kind = ActionKind.Abandon
    planned.turn = 0
    return true
  }
  const hint = clients.hint[session] as number
  const name = drawnFor(state, session, serial)
  bite(bites, FaultKind.Impatience)
  const elsewhere = happens(
    draw(key, Stream.Server, session, name, attempt, 1),
    dials[FaultKind.RetriesElsewhere] as number,
  )
  const same = hint !== NOBODY && !elsewhere
  if (elsewhere) bite(bites, FaultKind.RetriesElsewhere)
  return asks(state, planned, serial, same ? hint : anyServer(state, session, serial, attempt))
}

/**
 * Asks the server if it is up, or else the next one that is; when none is, tries again a little later. Of a server that is
 * paused nobody knows that it is: it reads what it was sent when it goes on, and the client, who waits in vain, asks the
 * next one meanwhile.
 */
function asks(state: Scheduler, planned: Planned, serial: number, wanted: number): boolean {
  const { world, agenda, sky } = state
  const { paused } = sky.weather
  const { peer: session, at } = planned
  const servers = world.seats.length
  for (let i = 0; i < servers; i++) {
    const server = (wanted + i) % servers
    if (seatOf(world, server).server === null) continue
    if (sky.pausing && (paused.amount[server] as number) > at) {
      const [resumes, cause] = [paused.amount[server] as number, paused.fault[server] as FaultKind]
      plan(agenda, WakeKind.LateCopy, resumes, server, session, 0, serial, 0, cause + 1)
      continue
    }
    planned.kind = ActionKind.Ask
    planned.server = server
    planned.term = serial
    planned.turn = 0
    return true
  }
  const { awaits } = world.sessions[session] as SessionState
  const kind = serial === awaits ? ActionKind.Ask : WakeKind.SessionReady
  plan(agenda, kind, at + PAUSE * 10, wanted, session, 0, serial, 0, 0)
  return false
}

/** Whether a client that cannot know what became of its operation leaves it at that; to be registered it always asks again. */
function givesUp(state: Scheduler, session: number, serial: number, attempt: number): boolean {
  return serial > 0 && happens(draw(state.key, Stream.GivingUp, session, serial, attempt, 0), GIVES_UP)
}

function anyServer(state: Scheduler, session: number, serial: number, attempt: number): number {
  const name = drawnFor(state, session, serial)
  return between(draw(state.key, Stream.Server, session, name, attempt, 0), 0, state.world.seats.length - 1)
}

/** The number that an operation is drawn for by; of registering, one that tells before which operation. */
function drawnFor({ world }: Scheduler, session: number, serial: number): number {
  return serial > 0 ? serial : -1 - (world.sessions[session] as SessionState).serial
}
