import { featuresOf } from '../plan/features-of.ts'
import { REACHED, type Situation } from '../situation.ts'
import type { Cluster } from '../world/cluster.ts'
import type { Transition } from '../world/transition.ts'
import type { World } from '../world/world.ts'
import { ANY, bitsOf, chartOf, placeOf, PLACES } from './asked-at.ts'

/** The situations that one run has yet to reach, by kind and topic of action; each is asked for until it is reached. */
export interface Lookout {
  readonly situations: readonly Situation[]
  readonly memories: unknown[]
  /** By situation: whether it may come about in this cluster. */
  readonly mayBe: readonly boolean[]
  /** By situation: the action at which it was first reached, from 1, or 0 at the start of the servers; -1: not yet. */
  readonly reachedAt: number[]
  /** By situation: what it watches. */
  readonly watches: readonly number[]
  /**
   * By kind of action, by topic: the numbers of those that are asked then, and all that they watch. It is made out at
   * the first action of the kind and topic; one that was reached stays in it until it would be asked again.
   */
  readonly open: (number[] | undefined)[]
  readonly watched: number[]
}

/** Begins to look out for situations; not for those that take what a cluster lacks. */
export function lookoutOf(situations: readonly Situation[], cluster: Cluster): Lookout {
  const has = featuresOf(cluster)
  return {
    situations,
    memories: situations.map((one) => one.start(cluster)),
    mayBe: situations.map(({ takes }) => takes.every((feature) => has.includes(feature))),
    reachedAt: situations.map(() => -1),
    watches: situations.map(({ watches }) => watches ?? ANY),
    open: new Array<number[] | undefined>(PLACES).fill(undefined),
    watched: new Array<number>(PLACES).fill(ANY),
  }
}

/** Asks those situations that a transition may have brought about. */
export function lookOut(lookout: Lookout, transition: Transition, world: World): void {
  const place = placeOf(transition, world)
  const changed = bitsOf(transition)
  if (((lookout.watched[place] as number) & changed) === 0) return
  const open = lookout.open[place] ?? openAt(lookout, place)
  for (let i = open.length - 1; i >= 0; i--) {
    const number = open[i] as number
    if (((lookout.watches[number] as number) & changed) === 0) continue
    if ((lookout.reachedAt[number] as number) >= 0) {
      leaveOff(lookout, place, i)
      continue
    }
    const situation = lookout.situations[number] as Situation
    const memory = situation.see(lookout.memories[number], transition, world)
    if (memory === REACHED) {
      lookout.reachedAt[number] = transition.position
      leaveOff(lookout, place, i)
    } else {
      lookout.memories[number] = memory
    }
  }
}

/** Which situations are asked at actions of a kind and topic, of which this is the first in a run. */
function openAt(lookout: Lookout, place: number): number[] {
  const open: number[] = []
  for (const number of chartOf(lookout.situations)[place] as readonly number[])
    if (lookout.mayBe[number] === true && (lookout.reachedAt[number] as number) < 0) open.push(number)
  lookout.open[place] = open
  watchAnew(lookout, place)
  return open
}

/** One that was reached is asked no more. */
function leaveOff(lookout: Lookout, place: number, turn: number): void {
  const open = lookout.open[place] as number[]
  open.splice(turn, 1)
  watchAnew(lookout, place)
}

function watchAnew(lookout: Lookout, place: number): void {
  let watched = 0
  for (const number of lookout.open[place] as number[]) watched |= lookout.watches[number] as number
  lookout.watched[place] = watched
}
