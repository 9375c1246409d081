import { MessageKind } from '../../core/message.ts'
import { MOST_ROOM } from '../faults/stage/stage.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import { ActionKind } from '../world/action.ts'
import type { AnswerInFlight, InFlight } from '../world/transition.ts'
import { linkBetween } from '../world/world.ts'
import { plan } from './agenda.ts'
import { bite } from './bites.ts'
import { between, draw, happens, Stream } from './draws.ts'
import type { Scheduler } from './scheduler.ts'
import { HEAVY, UNIFORM, waitOf } from './waits.ts'

/** How much later, on average, the second copy of a message comes. */
const ECHO = { least: 1_000, mean: 60_000 }
/** In how many of a thousand cases it comes much later: when another may lead, or the same server again. */
const LATE_ECHOES = 200
const LATE_ECHO = { least: 300_000, mean: 1_000_000 }
/** From this quantile on, a heavy tail's waits are longer than an exponential distribution's. */
const TAIL = 60
/** What waited for clogged links to open comes within so many microseconds, a thousand times as fast as it was sent. */
const BURST = 1_500

/** What the network remembers. */
export interface Network {
  /** By link: when the last message arrives that was planned to. */
  readonly lastArrival: number[]
  /** By link: how many of the oldest messages had to go in this microsecond. */
  readonly evicted: number[]
  readonly evictedAt: number[]
  /** Whether any message was ever evicted, so that what was planned for it has no meaning. */
  evicts: boolean
}

/** A network that nothing was sent over. */
export function networkOf(links: number): Network {
  const blank = (): number[] => new Array<number>(links).fill(0)
  return { lastArrival: blank(), evicted: blank(), evictedAt: blank(), evicts: false }
}

/** Draws whether a message arrives, when, and whether once more. */
export function planDelivery(state: Scheduler, sent: InFlight): void {
  const { world, key, dials, sky } = state
  const { from, to, kind, term } = sent.message
  const { turn } = sent
  const link = from * world.seats.length + to
  const name = link | (kind << 8)
  const drawn = draw(key, Stream.Delay, name, term, turn, 0)
  let at = world.now + journey(state, drawn)
  const slowest = dials[FaultKind.SlowSnapshots] as number
  if (slowest > 0 && kind === MessageKind.InstallSnapshot) {
    at += between(draw(key, Stream.SlowSnapshot, name, term, turn, 0), 0, slowest * 1000)
    bite(state.bites, FaultKind.SlowSnapshots)
  }
  if (((state.operator.removed >> from) & 1) === 1 && isCampaign(kind))
    bite(state.bites, FaultKind.RemovedServers)
  if (sky.troubled[link] === true) planTroubled(state, sent, link, name, at, drawn)
  else planArrival(state, ActionKind.Deliver, sent, link, at, drawn)
}

/** What a step did not come to send is lost at once: its server crashed in the middle of it. */
export function planUnsent({ world, agenda }: Scheduler, { message, turn }: InFlight): void {
  const { from, to, kind, term } = message
  plan(agenda, ActionKind.Drop, world.now, from, to, kind, term, turn, 0)
}

/** Draws whether an answer reaches its client, and when. */
export function planAnswer(state: Scheduler, { answer, turn }: AnswerInFlight): void {
  const { world, key, agenda, sky } = state
  const { from, session, serial } = answer
  const name = from | (session << 8)
  const at = world.now + waitOf(state.plan.network, draw(key, Stream.AnswerDelay, name, serial, turn, 0))
  const { amount, fault } = sky.weather.loss
  const link = from * world.seats.length + from
  const loss = amount[link] as number
  const lost = loss > 0 && happens(draw(key, Stream.AnswerLoss, name, serial, turn, 0), loss)
  if (lost) bite(state.bites, fault[link] as FaultKind)
  plan(agenda, lost ? ActionKind.DropAnswer : ActionKind.Answer, at, from, session, 0, serial, turn, 0)
}

/** How long a message takes in fair weather; most plans have it exponential. */
function journey({ plan: { network }, dials, bites }: Scheduler, drawn: number): number {
  const heavy = dials[FaultKind.HeavyDelay] as number
  const uniform = dials[FaultKind.UniformDelay] as number
  if (heavy + uniform === 0) return waitOf(network, drawn)
  const shape = (((drawn >>> 14) & 2047) * 1000) >> 11
  if (shape < heavy) {
    if (drawn >>> 25 >= TAIL) bite(bites, FaultKind.HeavyDelay)
    return waitOf(network, drawn, HEAVY)
  }
  if (shape >= heavy + uniform) return waitOf(network, drawn)
  bite(bites, FaultKind.UniformDelay)
  return waitOf(network, drawn, UNIFORM)
}

/** Plans the arrival of a message, and says when: behind those sent before it over its link, if they may not overtake each other. */
function planArrival(
  { network, dials, bites, agenda }: Scheduler,
  kind: ActionKind,
  { message, turn }: InFlight,
  link: number,
  drawnFor: number,
  drawn: number,
): number {
  const last = network.lastArrival[link] as number
  let at = drawnFor
  if (at > last) {
    network.lastArrival[link] = at
  } else if ((drawn & 255) * 1000 < (dials[FaultKind.Reordering] as number) * 256) {
    bite(bites, FaultKind.Reordering)
  } else {
    network.lastArrival[link] = at = last + 1
  }
  plan(agenda, kind, at, message.from, message.to, message.kind, message.term, turn, 0)
  return at
}

/** What becomes of a message on a link that something is wrong with. */
function planTroubled(
  state: Scheduler,
  sent: InFlight,
  link: number,
  name: number,
  fair: number,
  drawn: number,
): void {
  const { key, agenda, bites, sky } = state
  const { from, to, kind, term } = sent.message
  const { turn } = sent
  const { loss, duplicate, slow, crowded, clogged } = sky.weather
  let at = fair
  if ((crowded.amount[link] as number) > 0) evictOldest(state, link, from, to)
  const slowest = slow.amount[link] as number
  if (slowest > 0) {
    at += between(draw(key, Stream.Delay, name, term, turn, 1), 0, slowest)
    bite(bites, slow.fault[link] as FaultKind)
  }
  const opens = clogged.amount[link] as number
  if (at < opens) {
    at = opens + Math.max(0, BURST - ((opens - at) >> 10))
    bite(bites, clogged.fault[link] as FaultKind)
  }
  const chance = loss.amount[link] as number
  if (chance > 0 && happens(draw(key, Stream.Loss, name, term, turn, 0), chance)) {
    bite(bites, loss.fault[link] as FaultKind)
    plan(agenda, ActionKind.Drop, at, from, to, kind, term, turn, 0)
    return
  }
  const twice = duplicate.amount[link] as number
  if (twice === 0 || !happens(draw(key, Stream.Duplicate, name, term, turn, 0), twice)) {
    planArrival(state, ActionKind.Deliver, sent, link, at, drawn)
    return
  }
  const echo = happens(draw(key, Stream.DuplicateDelay, name, term, turn, 1), LATE_ECHOES) ? LATE_ECHO : ECHO
  bite(bites, duplicate.fault[link] as FaultKind)
  const first = planArrival(state, ActionKind.Duplicate, sent, link, at, drawn)
  const later = first + waitOf(echo, draw(key, Stream.DuplicateDelay, name, term, turn, 0))
  plan(agenda, ActionKind.Deliver, later, from, to, kind, term, turn, 0)
}

/** Where a link holds more than it has room for, its oldest messages go. */
function evictOldest(
  { world, network, agenda, bites, sky }: Scheduler,
  link: number,
  from: number,
  to: number,
): void {
  const { inFlight } = linkBetween(world, from, to)
  const { amount, fault } = sky.weather.crowded
  if (network.evictedAt[link] !== world.now) {
    network.evictedAt[link] = world.now
    network.evicted[link] = 0
  }
  let gone = network.evicted[link] as number
  const room = MOST_ROOM + 1 - (amount[link] as number)
  for (; inFlight.length - gone > room; gone++) {
    const { message, turn } = inFlight[gone] as InFlight
    plan(agenda, ActionKind.Drop, world.now, from, to, message.kind, message.term, turn, 0)
    network.evicts = true
    bite(bites, fault[link] as FaultKind)
  }
  network.evicted[link] = gone
}

function isCampaign(kind: MessageKind): boolean {
  return kind === MessageKind.RequestVote || kind === MessageKind.PreVote
}
