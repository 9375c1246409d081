import { Changed } from '../observation.ts'
import { Happened, type Situation } from '../situation.ts'
import { ACTION_KINDS, ActionKind } from '../world/action.ts'
import type { Transition } from '../world/transition.ts'
import type { World } from '../world/world.ts'

/** Stands beside the `Changed` bits: set in every transition. */
export const ANY = 1 << 30

/** More than any kind of action has topics. */
const TOPICS = 16

/** How many places a chart has. */
export const PLACES = ACTION_KINDS * TOPICS

/** Where situations stand in a chart that are asked at a transition's kind and topic of action. */
export function placeOf({ action: { kind, topic } }: Transition, { input }: World): number {
  return kind * TOPICS + (kind === ActionKind.Ask ? input.command.operation : topic)
}

/** The `Changed` and `Happened` bits of a transition, and `ANY`. */
export function bitsOf({ action, changed, removes }: Transition): number {
  let bits = changed | ANY
  if (removes > 0) bits |= Happened.Removes
  if (action.kind === ActionKind.Ask && (changed & Changed.Asked) === 0) bits |= Happened.AskedAgain
  return bits
}

type Chart = readonly (readonly number[])[]

/** Worked out once a list of situations, not once a run. */
const charts = new WeakMap<readonly Situation[], Chart>()

/** By place: the numbers of the situations that are asked then. */
export function chartOf(situations: readonly Situation[]): Chart {
  const known = charts.get(situations)
  if (known !== undefined) return known
  const chart = Array.from({ length: PLACES }, (_, place) => {
    const kind = Math.floor(place / TOPICS) as ActionKind
    return situations.flatMap(({ kinds, topics }, number) =>
      (kinds?.includes(kind) ?? true) && (topics?.includes(place % TOPICS) ?? true) ? [number] : [],
    )
  })
  charts.set(situations, chart)
  return chart
}
