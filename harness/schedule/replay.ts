import { action, ActionKind, type Action } from '../world/action.ts'
import { whyNot } from '../world/possible.ts'
import type { InFlight } from '../world/transition.ts'
import { linkBetween, seatOf, type FileState, type PendingWrite, type World } from '../world/world.ts'
import { positionInFlight } from '../world/in-flight.ts'
import type { Chooser } from './chooser.ts'
import { SOON } from './schedule.ts'

/** An action of a schedule that cannot happen in the world as it is when its turn comes. */
export class ImpossibleAction extends Error {
  /** Which action of the schedule, from 1. */
  readonly position: number
  readonly action: Action
  /** Why it cannot happen: a sentence without its full stop. */
  readonly reason: string

  constructor(position: number, impossible: Action, reason: string) {
    super(`action ${position} of the schedule cannot happen: ${reason}`)
    this.name = 'ImpossibleAction'
    this.position = position
    this.action = impossible
    this.reason = reason
  }
}

/** A chooser that plays a list of actions. */
export interface Replayer extends Chooser {
  /** How many actions were left out so far because they could not happen. */
  readonly skipped: number
}

/** What a replayer may be told. */
export interface ReplayOptions {
  /**
   * Leaves out actions that cannot happen, instead of throwing `ImpossibleAction`. Where a message or a write is not
   * there, another one of its kind may stand in: after something was struck from a schedule, turns shift.
   */
  readonly lenient?: boolean
}

/** Plays `actions` in `world`, in order. */
export function replayer(
  world: World,
  actions: readonly Action[],
  { lenient = false }: ReplayOptions = {},
): Replayer {
  let place = 0
  let skipped = 0
  const next = (): Action | undefined => {
    while (place < actions.length) {
      const planned = atItsTime(world, actions[place++] as Action)
      const reason = whyNot(world, planned)
      if (reason === undefined) return planned
      if (!lenient) throw new ImpossibleAction(place, planned, reason)
      const instead = nearest(world, planned)
      if (instead !== undefined) return instead
      skipped++
    }
    return undefined
  }
  return {
    see: () => undefined,
    next,
    get skipped() {
      return skipped
    },
  }
}

/**
 * What a lenient replay does instead of an action that cannot happen: the same on the next best thing, which is the oldest
 * such message in flight, or the newest write begun until then; `undefined`: nothing.
 */
export function nearest(
  world: World,
  { kind, at, server, peer, topic, term, turn, value }: Action,
): Action | undefined {
  if (kind > ActionKind.Drop && kind !== ActionKind.Flush) return undefined
  const any = action(kind, at, server, peer, topic, term, 0, value)
  if (whyNot(world, any) !== undefined) return undefined
  if (kind === ActionKind.Flush) {
    const { pending } = seatOf(world, server).files[topic] as FileState
    any.turn = ((pending.findLast(({ order }) => order <= turn) ?? pending[0]) as PendingWrite).order
  } else {
    const link = linkBetween(world, server, peer)
    any.turn = (link.inFlight[positionInFlight(link, topic, term, 0)] as InFlight).turn
  }
  return any
}

/** The action with its time: one that happens as soon as it can happens now, a timer not before it may fire. */
export function atItsTime(world: World, planned: Action): Action {
  if (planned.at !== SOON) return planned
  const { kind, server, peer, topic, term, turn, value } = planned
  const earliest = kind === ActionKind.Timer ? (world.seats[server]?.earliest[topic] ?? SOON) : SOON
  return action(kind, Math.max(world.now, earliest), server, peer, topic, term, turn, value)
}
