import { Timer } from '../../core/effect.ts'
import { ActionKind } from '../world/action.ts'
import { seatOf, type World } from '../world/world.ts'
import { plan, type Planned } from './agenda.ts'
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
    const deadline = Math.max(world.now, between(drawn, earliest, seat.latest[timer] as number))
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
  if (deadline === at) return true
  planAt(state, place, server, topic, deadline)
  return false
}

function planAt(state: Scheduler, place: number, server: number, timer: number, at: number): void {
  state.timers.planned[place] = at
  plan(state.agenda, ActionKind.Timer, at, server, 0, timer, 0, 0, 0)
}
