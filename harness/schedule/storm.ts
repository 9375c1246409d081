import { faultOf } from '../faults/faults.ts'
import type { Cutting, Weather } from '../faults/stage.ts'
import type { Episode } from '../plan/plan.ts'
import { ActionKind } from '../world/action.ts'
import type { World } from '../world/world.ts'
import { plan } from './agenda.ts'
import type { Scheduler } from './scheduler.ts'

/** The episodes that are on, and what they come to. */
export interface Storm {
  readonly weather: Weather
  /** By number of the episode: what it cut and whom it crashed, as long as it lasts. */
  readonly active: Map<number, { readonly cuts: readonly Cutting[]; readonly crashed: number }>
}

/** Fair weather. */
export function stormOf(world: World): Storm {
  const links = world.links.length
  const calm = (): number[] => new Array<number>(links).fill(0)
  return { weather: { loss: calm(), duplicate: calm(), slow: calm() }, active: new Map() }
}

/** Begins an episode of the plan: plans its crashes and cuts for now. */
export function beginEpisode(state: Scheduler, number: number): void {
  const { world, agenda, storm } = state
  const episode = state.plan.episodes[number] as Episode
  const fault = faultOf(episode.fault)
  const cuts = fault.cuts?.(world, episode) ?? []
  const crashed = fault.crashes?.(world, episode) ?? 0
  storm.active.set(number, { cuts, crashed })
  spoilWeather(state)
  for (const cutting of cuts) planLinks(state, cutting, ActionKind.Cut)
  forEachServer(crashed, (server) => plan(agenda, ActionKind.Crash, episode.from, server, 0, 0, 0, 0, 0))
}

/** Ends an episode: mends what no other keeps cut, and restarts whom no other keeps down. */
export function endEpisode(state: Scheduler, number: number): void {
  const { agenda, storm } = state
  const ended = storm.active.get(number)
  if (ended === undefined) return
  const { until } = state.plan.episodes[number] as Episode
  storm.active.delete(number)
  spoilWeather(state)
  for (const cutting of ended.cuts) planLinks(state, cutting, ActionKind.Mend)
  let down = 0
  for (const { cuts, crashed } of storm.active.values()) {
    down |= crashed
    if (ended.cuts.length > 0) for (const cutting of cuts) planLinks(state, cutting, ActionKind.Cut, 1)
  }
  forEachServer(ended.crashed & ~down, (server) => plan(agenda, ActionKind.Restart, until, server, 0, 0, 0, 0, 0))
}

/** Works out the weather anew from the episodes that are on. */
function spoilWeather(state: Scheduler): void {
  const { weather, active } = state.storm
  weather.loss.fill(0)
  weather.duplicate.fill(0)
  weather.slow.fill(0)
  for (const number of active.keys()) {
    const episode = state.plan.episodes[number] as Episode
    faultOf(episode.fault).spoil?.(weather, episode, state.world.seats.length)
  }
}

function planLinks(state: Scheduler, cutting: Cutting, kind: ActionKind, later = 0): void {
  const { from, to, bothWays } = cutting
  if (from === 0 || to === 0) return
  plan(state.agenda, kind, state.world.now + later, from, to, 0, 0, 0, bothWays ? 1 : 0)
}

function forEachServer(set: number, visit: (server: number) => void): void {
  for (let server = 0; set >> server !== 0; server++) if (((set >> server) & 1) === 1) visit(server)
}
