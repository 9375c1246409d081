import { featuresOf } from '../plan/features-of.ts'
import { REACHED, type Situation } from '../situation.ts'
import { ACTION_KINDS, ActionKind } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'
import type { Transition } from '../world/transition.ts'
import type { World } from '../world/world.ts'

/** Stands beside the `Changed` bits: set in every transition. */
const ANY = 1 << 30

/** More than there are topics of any kind of action. */
const TOPICS = 16
const ALL_TOPICS: readonly number[] = Array.from({ length: TOPICS }, (_, topic) => topic)
const ALL_KINDS: readonly ActionKind[] = Object.values(ActionKind)

/** The situations that one run has yet to reach, by kind and topic of action; each is asked for until it is reached. */
export interface Lookout {
  readonly situations: readonly Situation[]
  readonly memories: unknown[]
  /** By situation: the action at which it was first reached, from 1, or 0 at the start of the servers; -1: not yet. */
  readonly reachedAt: number[]
  /** By kind of action times `TOPICS`, plus topic: the numbers of those that are asked then, and all that they watch. */
  readonly open: number[][]
  readonly watched: number[]
}

/** Begins to look out for situations, but for those that take what the cluster does not have. */
export function lookoutOf(situations: readonly Situation[], cluster: Cluster): Lookout {
  const places = ACTION_KINDS * TOPICS
  const lookout: Lookout = {
    situations,
    memories: situations.map((one) => one.start(cluster)),
    reachedAt: situations.map(() => -1),
    open: Array.from({ length: places }, () => []),
    watched: new Array<number>(places).fill(0),
  }
  const has = featuresOf(cluster)
  situations.forEach(({ kinds = ALL_KINDS, topics = ALL_TOPICS, takes }, number) => {
    if (!takes.every((feature) => has.includes(feature))) return
    for (const kind of kinds)
      for (const topic of topics) (lookout.open[kind * TOPICS + topic] as number[]).push(number)
  })
  for (let place = 0; place < places; place++) watchAnew(lookout, place)
  return lookout
}

/** Asks those situations that a transition may have brought about. */
export function lookOut(lookout: Lookout, transition: Transition, world: World): void {
  const { kind, topic } = transition.action
  const place = kind * TOPICS + topic
  const changed = transition.changed | ANY
  if (((lookout.watched[place] as number) & changed) === 0) return
  const open = lookout.open[place] as number[]
  for (let i = open.length - 1; i >= 0; i--) {
    const number = open[i] as number
    const situation = lookout.situations[number] as Situation
    if (((situation.watches ?? ANY) & changed) === 0) continue
    const memory = situation.see(lookout.memories[number], transition, world)
    if (memory === REACHED) strike(lookout, number, transition.position)
    else lookout.memories[number] = memory
  }
}

/** One that was reached is asked no more. */
function strike(lookout: Lookout, number: number, position: number): void {
  lookout.reachedAt[number] = position
  for (let place = 0; place < lookout.open.length; place++) {
    const open = lookout.open[place] as number[]
    const found = open.indexOf(number)
    if (found < 0) continue
    open.splice(found, 1)
    watchAnew(lookout, place)
  }
}

function watchAnew(lookout: Lookout, place: number): void {
  let watched = 0
  for (const number of lookout.open[place] as number[]) watched |= lookout.situations[number]?.watches ?? ANY
  lookout.watched[place] = watched
}
