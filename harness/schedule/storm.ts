import { DiskFile } from '../../core/effect.ts'
import { faultOf } from '../faults/faults.ts'
import type { Cutting, Fault } from '../faults/stage/stage.ts'
import type { FaultKind } from '../plan/fault-kind.ts'
import type { Episode } from '../plan/plan.ts'
import { ActionKind } from '../world/action.ts'
import { readingAt } from '../world/clock.ts'
import { seatOf, type World } from '../world/world.ts'
import { plan } from './agenda.ts'
import { planCrash } from './crashes.ts'
import type { Scheduler } from './scheduler.ts'
import { WakeKind } from './wake.ts'
import { spoilWeather } from './weather.ts'

/** The least that an episode lasts, in microseconds. */
const A_MOMENT = 10
/** How far a clock jumps, in microseconds, by each permille of strength above a half, or back by each below. */
const JUMP = 10_000

/** An episode that is on, as it found its victims: what it cuts, whom it keeps down, and who is to start again after it. */
interface Active {
  readonly episode: Episode
  cuts: readonly Cutting[]
  crashed: number
  readonly restarts: number
}

/** The episodes that are on. */
export interface Storm {
  /** By number of the episode, as long as it lasts. */
  readonly active: Map<number, Active>
  /** By link: the fault that cut it last. */
  readonly cutBy: FaultKind[]
}

/** No episode. */
export function stormOf(world: World): Storm {
  return { active: new Map(), cutBy: new Array<FaultKind>(world.links.length).fill(0) }
}

/** Plans when each episode begins and ends; one that ends where it begins lasts a moment all the same. Plans too what is cut for good. */
export function planEpisodes({ plan: { episodes, severed }, agenda }: Scheduler): void {
  severed.forEach(({ at }, number) => plan(agenda, WakeKind.Severs, at, 0, 0, 0, 0, number, 0))
  episodes.forEach(({ fault, from, until }, number) => {
    plan(agenda, WakeKind.EpisodeBegins, from, 0, 0, 0, 0, number, 0)
    if (faultOf(fault).forGood === true) return
    plan(agenda, WakeKind.EpisodeEnds, Math.max(until, from + A_MOMENT), 0, 0, 0, 0, number, 0)
  })
}

/** Begins an episode of the plan: plans its crashes, cuts and damages for now. */
export function beginEpisode(state: Scheduler, number: number): void {
  const { world, agenda, storm } = state
  const episode = state.plan.episodes[number] as Episode
  const { fault: kind, from } = episode
  const fault = faultOf(kind)
  const [crashes, rots, wipes, stops] = [fault.crashes, fault.rots, fault.wipes, fault.stops].map(
    (find) => find?.(world, episode) ?? 0,
  ) as [number, number, number, number]
  const cuts = fault.cuts?.(world, episode) ?? []
  const crashed = crashes | rots | wipes
  const found = { ...episode, victims: fault.finds?.(world, episode) ?? episode.victims }
  storm.active.set(number, { episode: found, cuts, crashed, restarts: crashed | stops })
  lookAtSky(state)
  cut(state, cuts, kind, from)
  forEachServer(crashed, (server) => planCrash(state, server, from, kind, fault.forGood))
  forEachServer(rots, (server) => plan(agenda, ActionKind.Rot, from + 1, server, 0, DiskFile.Term, 0, 0, 0))
  forEachServer(wipes, (server) => plan(agenda, ActionKind.Wipe, from + 1, server, 0, 0, 0, kind + 1, 0))
  forEachServer(fault.stalls?.(world, episode) ?? 0, (server) =>
    plan(agenda, ActionKind.Stall, from, server, 0, 0, 0, 0, 0),
  )
  forEachServer(fault.jumps?.(world, episode) ?? 0, (server) => planJump(state, episode, server))
  planFlap(state, fault, number, from, 1)
}

/** Ends an episode at `now`: mends what no other keeps cut, and restarts whom no other keeps down. */
export function endEpisode(state: Scheduler, number: number, now: number): void {
  const ended = state.storm.active.get(number)
  if (ended === undefined) return
  state.storm.active.delete(number)
  lookAtSky(state)
  for (const cutting of ended.cuts) mend(state, cutting, now)
  restart(state, ended.restarts, now)
}

/** What an episode cut is whole for a while and whom it crashed starts, or the other way round. */
export function flapEpisode(state: Scheduler, number: number, turn: number, now: number): void {
  const { world, storm } = state
  const active = storm.active.get(number)
  if (active === undefined) return
  const { episode } = active
  const fault = faultOf(episode.fault)
  if (turn % 2 === 1) {
    const { cuts } = active
    active.cuts = []
    active.crashed = 0
    for (const cutting of cuts) mend(state, cutting, now)
    restart(state, active.restarts, now)
  } else {
    active.cuts = fault.cuts?.(world, episode) ?? []
    active.crashed = active.restarts
    cut(state, active.cuts, episode.fault, now)
    forEachServer(active.crashed, (server) => planCrash(state, server, now, episode.fault))
  }
  planFlap(state, fault, number, now, turn + 1)
}

/** The servers that some episode keeps down. */
export function keptDown({ active }: Storm): number {
  let down = 0
  for (const { crashed } of active.values()) down |= crashed
  return down
}

function planFlap(state: Scheduler, fault: Fault, number: number, now: number, turn: number): void {
  const period = fault.flaps?.(state.plan.episodes[number] as Episode)
  if (period !== undefined) plan(state.agenda, WakeKind.EpisodeFlaps, now + period, 0, 0, 0, 0, number, turn)
}

/** A clock jumps by what the strength says, but never back to before its beginning. */
function planJump({ world, agenda }: Scheduler, { from, strength }: Episode, server: number): void {
  const reading = readingAt(seatOf(world, server).clock, from)
  const by = Math.max((strength - 500) * JUMP, -reading)
  plan(agenda, ActionKind.Jump, from, server, 0, 0, 0, by, 0)
}

function cut(
  { agenda, storm, world }: Scheduler,
  cuts: readonly Cutting[],
  fault: FaultKind,
  now: number,
): void {
  for (const { from, to, bothWays } of cuts) {
    planLinks(agenda, ActionKind.Cut, now, from, to, bothWays)
    forEachServer(from, (one) =>
      forEachServer(to, (other) => {
        storm.cutBy[one * world.seats.length + other] = fault
        if (bothWays) storm.cutBy[other * world.seats.length + one] = fault
      }),
    )
  }
}

function restart({ agenda, storm }: Scheduler, servers: number, now: number): void {
  forEachServer(servers & ~keptDown(storm), (server) =>
    plan(agenda, ActionKind.Restart, now, server, 0, 0, 0, 0, 0),
  )
}

/** Mends the links of a cutting that is over: at one stroke, or where others overlap with it, sender by sender. */
function mend({ agenda, storm }: Scheduler, { from, to, bothWays }: Cutting, now: number): void {
  const still = [...storm.active.values()].flatMap(({ cuts }) => cuts)
  if (still.length === 0) {
    planLinks(agenda, ActionKind.Mend, now, from, to, bothWays)
    return
  }
  const senders = bothWays ? from | to : from
  forEachServer(senders, (sender) => {
    const reached = ((from >> sender) & 1) === 1 ? to : from
    const kept = still.reduce((set, cutting) => set | cutOff(cutting, sender), 0)
    planLinks(agenda, ActionKind.Mend, now, 1 << sender, reached & ~kept, false)
  })
}

/** Whom a sender cannot reach for as long as a cutting lasts. */
function cutOff({ from, to, bothWays }: Cutting, sender: number): number {
  const forth = ((from >> sender) & 1) === 1 ? to : 0
  const back = bothWays && ((to >> sender) & 1) === 1 ? from : 0
  return forth | back
}

function lookAtSky({ sky, storm, world }: Scheduler): void {
  const episodes = [...storm.active.values()].map(({ episode }) => episode)
  spoilWeather(sky, episodes, world.seats.length)
}

function planLinks(
  agenda: Scheduler['agenda'],
  kind: ActionKind,
  at: number,
  from: number,
  to: number,
  bothWays: boolean,
): void {
  if (from === 0 || to === 0) return
  plan(agenda, kind, at, from, to, 0, 0, 0, bothWays ? 1 : 0)
}

function forEachServer(set: number, visit: (server: number) => void): void {
  for (let server = 0; set >> server !== 0; server++) if (((set >> server) & 1) === 1) visit(server)
}
