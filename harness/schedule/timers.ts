import { Timer } from '../../core/effect.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import { ActionKind } from '../world/action.ts'
import { seatOf, type World } from '../world/world.ts'
import { plan, type Planned } from './agenda.ts'
import { bite } from './bites.ts'
import { between, draw, Stream } from './draws.ts'
import type { Scheduler } from './scheduler.ts'

/** By server and timer: when it is to fire, and the earliest time for which that is on the agenda (-1: it is not). */
export interface Timers {
  readonly deadline: number[]
  readonly planned: number[]
}

const TIMERS = Object.keys(Timer).length

/** No timer armed. */
export function timersOf(world: World): Timers {
  const count = world.seats.length * TIMERS
  return { deadline: new Array<number>(count).fill(-1), planned: new Array<number>(count).fill(-1) }
}

/**
 * Draws deadlines for timers just armed. A timer is put off far more often than it fires, so one stays on the agenda
 * at its old time while its deadline moves away.
 */
export function planTimers(state: Scheduler, server: number, armed: number): void {
  const { world, timers, key } = state
  const seat = seatOf(world, server)
  for (let timer = 0; timer < TIMERS; timer++) {
    if (((armed >> timer) & 1) === 0) continue
    const earliest = seat.earliest[timer] as number
    if (earliest < 0) continue
    const drawn = draw(key, Stream.Timeout, server, timer, world.now, 0)
    const meant = Math.max(world.now, between(drawn, earliest, seat.latest[timer] as number))
    const deadline = state.sky.beset ? meant + lateness(state, server, timer) : meant
    const place = server * TIMERS + timer
    timers.deadline[place] = deadline
    const planned = timers.planned[place] as number
    if (planned < 0 || planned > deadline) planAt(state, place, server, timer, deadline)
  }
}

/** A timer's time on the agenda has come: it fires, or its deadline has moved on, or it was disarmed meanwhile. */
export function timerFires(state: Scheduler, planned: Planned): boolean {
  const { timers, world } = state
  const { server, topic, at } = planned
  const place = server * TIMERS + topic
  if (timers.planned[place] !== at) return false
  timers.planned[place] = -1
  if ((seatOf(world, server).earliest[topic] as number) < 0) return false
  const deadline = timers.deadline[place] as number
  if (deadline <= at) {
    noteClock(state, server)
    return true
  }
  planAt(state, place, server, topic, deadline)
  return false
}

/** A timer's time on the agenda has come while its server is paused: it fires when that is over, if it still may. */
export function postponeTimer(state: Scheduler, { server, topic, at }: Planned, until: number): boolean {
  const place = server * TIMERS + topic
  if (state.timers.planned[place] !== at) return false
  planAt(state, place, server, topic, until)
  return true
}

/** By how much a timer of a slow server fires late. */
function lateness({ world, key, sky, bites }: Scheduler, server: number, timer: number): number {
  const { amount, fault } = sky.weather.sluggish
  const most = amount[server] as number
  if (most === 0) return 0
  bite(bites, fault[server] as FaultKind)
  return between(draw(key, Stream.Sluggish, server, timer, world.now, 0), 0, most)
}

/** A timer has fired by a clock that is wrong. */
function noteClock({ world, bites }: Scheduler, server: number): void {
  const { offset, rate } = seatOf(world, server).clock
  if (offset !== 0) bite(bites, FaultKind.ClockOffset)
  if (rate === 1000) return
  const beyond = Math.abs(rate - 1000) > world.cluster.options.clockDrift
  bite(bites, beyond ? FaultKind.RunawayClock : FaultKind.ClockRate)
}

function planAt(state: Scheduler, place: number, server: number, timer: number, at: number): void {
  state.timers.planned[place] = at
  plan(state.agenda, ActionKind.Timer, at, server, 0, timer, 0, 0, 0)
}
