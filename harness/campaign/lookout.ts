import { REACHED, type Situation } from '../situation.ts'
import { ACTION_KINDS, ActionKind } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'
import type { Transition } from '../world/transition.ts'
import type { World } from '../world/world.ts'

/** Stands beside the `Changed` bits: set in every transition. */
const ANY = 1 << 30

/** The situations that one run has yet to reach, by kind of action; each is asked for until it is reached. */
export interface Lookout {
  readonly situations: readonly Situation[]
  readonly memories: unknown[]
  /** By situation: the action at which it was first reached, from 1, or 0 at the start of the servers; -1: not yet. */
  readonly reachedAt: number[]
  /** By kind of action: the numbers of those that are asked then, and all that they watch. */
  readonly open: number[][]
  readonly watched: number[]
}

/** Begins to look out for situations. */
export function lookoutOf(situations: readonly Situation[], cluster: Cluster): Lookout {
  const lookout: Lookout = {
    situations,
    memories: situations.map((one) => one.start(cluster)),
    reachedAt: situations.map(() => -1),
    open: Array.from({ length: ACTION_KINDS }, () => []),
    watched: new Array<number>(ACTION_KINDS).fill(0),
  }
  situations.forEach(({ kinds = Object.values(ActionKind) }, number) => {
    for (const kind of kinds) (lookout.open[kind] as number[]).push(number)
  })
  for (let kind = 0; kind < ACTION_KINDS; kind++) watchAnew(lookout, kind)
  return lookout
}

/** Asks those situations that a transition may have brought about. */
export function lookOut(lookout: Lookout, transition: Transition, world: World): void {
  const { kind } = transition.action
  const changed = transition.changed | ANY
  if (((lookout.watched[kind] as number) & changed) === 0) return
  const open = lookout.open[kind] as number[]
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
  for (let kind = 0; kind < ACTION_KINDS; kind++) {
    const open = lookout.open[kind] as number[]
    const place = open.indexOf(number)
    if (place < 0) continue
    open.splice(place, 1)
    watchAnew(lookout, kind)
  }
}

function watchAnew(lookout: Lookout, kind: number): void {
  let watched = 0
  for (const number of lookout.open[kind] as number[]) watched |= lookout.situations[number]?.watches ?? ANY
  lookout.watched[kind] = watched
}
