import { DiskFile } from '../../core/effect.ts'
import { faultOf } from '../faults/faults.ts'
import type { Cutting, Weather } from '../faults/stage.ts'
import type { Episode } from '../plan/plan.ts'
import { ActionKind, FOR_GOOD } from '../world/action.ts'
import type { World } from '../world/world.ts'
import { plan } from './agenda.ts'
import type { Scheduler } from './scheduler.ts'
import { WakeKind } from './wake.ts'

/** The least that an episode lasts, in microseconds. */
const A_MOMENT = 10

/** An episode that is on, as it found its victims: what it cut, whom it keeps down, and who is to start again after it. */
interface Active {
  readonly episode: Episode
  readonly cuts: readonly Cutting[]
  readonly crashed: number
  readonly restarts: number
}

/** The episodes that are on, and what they come to. */
export interface Storm {
  readonly weather: Weather
  /** By number of the episode, as long as it lasts. */
  readonly active: Map<number, Active>
}

/** Fair weather. */
export function stormOf(world: World): Storm {
  const links = world.links.length
  const calm = (): number[] => new Array<number>(links).fill(0)
  return {
    weather: { loss: calm(), duplicate: calm(), slow: calm(), failing: world.seats.map(() => 0) },
    active: new Map(),
  }
}

/** Plans when each episode begins and ends; one that ends where it begins lasts a moment all the same. Plans too what is cut for good. */
export function planEpisodes({ plan: { episodes, severed }, agenda }: Scheduler): void {
  for (const { at, from, to, bothWays } of severed)
    plan(agenda, ActionKind.Cut, at, from, to, 0, 0, 0, FOR_GOOD | (bothWays ? 1 : 0))
  episodes.forEach(({ from, until }, number) => {
    plan(agenda, WakeKind.EpisodeBegins, from, 0, 0, 0, 0, number, 0)
    plan(agenda, WakeKind.EpisodeEnds, Math.max(until, from + A_MOMENT), 0, 0, 0, 0, number, 0)
  })
}

/** Begins an episode of the plan: plans its crashes and cuts for now. */
export function beginEpisode(state: Scheduler, number: number): void {
  const { world, agenda, storm } = state
  const episode = state.plan.episodes[number] as Episode
  const fault = faultOf(episode.fault)
  const cuts = fault.cuts?.(world, episode) ?? []
  const crashed = fault.crashes?.(world, episode) ?? 0
  const rotted = fault.rots?.(world, episode) ?? 0
  const restarts = crashed | rotted | (fault.stops?.(world, episode) ?? 0)
  const found = { ...episode, victims: fault.finds?.(world, episode) ?? episode.victims }
  storm.active.set(number, { episode: found, cuts, crashed: crashed | rotted, restarts })
  spoilWeather(state)
  for (const { from, to, bothWays } of cuts)
    planLinks(state, ActionKind.Cut, episode.from, from, to, bothWays)
  forEachServer(crashed | rotted, (server) =>
    plan(agenda, ActionKind.Crash, episode.from, server, 0, 0, 0, 0, 0),
  )
  forEachServer(rotted, (server) =>
    plan(agenda, ActionKind.Rot, episode.from + 1, server, 0, DiskFile.Term, 0, 0, 0),
  )
}

/** Ends an episode at `now`: mends what no other keeps cut, and restarts whom no other keeps down. */
export function endEpisode(state: Scheduler, number: number, now: number): void {
  const { agenda, storm } = state
  const ended = storm.active.get(number)
  if (ended === undefined) return
  storm.active.delete(number)
  spoilWeather(state)
  for (const cutting of ended.cuts) mend(state, cutting, now)
  let down = 0
  for (const { crashed } of storm.active.values()) down |= crashed
  forEachServer(ended.restarts & ~down, (server) =>
    plan(agenda, ActionKind.Restart, now, server, 0, 0, 0, 0, 0),
  )
}

/** Mends the links of a cutting that is over: at one stroke, or where others overlap with it, sender by sender. */
function mend(state: Scheduler, { from, to, bothWays }: Cutting, now: number): void {
  const still = [...state.storm.active.values()].flatMap(({ cuts }) => cuts)
  if (still.length === 0) {
    planLinks(state, ActionKind.Mend, now, from, to, bothWays)
    return
  }
  const senders = bothWays ? from | to : from
  forEachServer(senders, (sender) => {
    const reached = ((from >> sender) & 1) === 1 ? to : from
    const kept = still.reduce((set, cutting) => set | cutOff(cutting, sender), 0)
    planLinks(state, ActionKind.Mend, now, 1 << sender, reached & ~kept, false)
  })
}

/** Whom a sender cannot reach for as long as a cutting lasts. */
function cutOff({ from, to, bothWays }: Cutting, sender: number): number {
  const forth = ((from >> sender) & 1) === 1 ? to : 0
  const back = bothWays && ((to >> sender) & 1) === 1 ? from : 0
  return forth | back
}

/** Works out the weather anew from the episodes that are on. */
function spoilWeather(state: Scheduler): void {
  const { weather, active } = state.storm
  weather.loss.fill(0)
  weather.duplicate.fill(0)
  weather.slow.fill(0)
  weather.failing.fill(0)
  for (const { episode } of active.values())
    faultOf(episode.fault).spoil?.(weather, episode, state.world.seats.length)
}

function planLinks(
  { agenda }: Scheduler,
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
