import fc, { type Arbitrary } from 'fast-check'
import { ActionKind, type Action } from '../world/action.ts'
import { enabled } from '../world/enabled.ts'
import { perform } from '../world/perform.ts'
import type { Transition } from '../world/transition.ts'
import type { World } from '../world/world.ts'

/** How often each kind of action is chosen while one of it is possible: so that walks elect leaders and commit. */
const WEIGHTS: Readonly<Record<ActionKind, number>> = {
  [ActionKind.Deliver]: 40,
  [ActionKind.Duplicate]: 3,
  [ActionKind.Drop]: 2,
  [ActionKind.Timer]: 4,
  [ActionKind.Flush]: 30,
  [ActionKind.Crash]: 1,
  [ActionKind.Lose]: 4,
  [ActionKind.Tear]: 4,
  [ActionKind.Restart]: 6,
  [ActionKind.Cut]: 1,
  [ActionKind.Mend]: 4,
  [ActionKind.Ask]: 10,
  [ActionKind.Answer]: 8,
  [ActionKind.DropAnswer]: 1,
  [ActionKind.Abandon]: 1,
}

/** Walks: a number for each step, which picks one of the actions that are possible then. */
export const walks: Arbitrary<number[]> = fc.array(fc.nat(), { minLength: 200, maxLength: 400, size: 'max' })

/** Takes a walk through a world, and shows each choice before it happens and the transition after it. */
export function walk(
  world: World,
  picks: readonly number[],
  see: (transition: Transition) => void,
  foresee: (possible: readonly Action[]) => void = () => undefined,
): void {
  for (const pick of picks) {
    const possible = enabled(world)
    foresee(possible)
    see(perform(world, choose(possible, pick)))
  }
}

/** Picks a kind by its weight, then one of its actions. Some action is always possible. */
function choose(possible: readonly Action[], pick: number): Action {
  const kinds = [...new Set(possible.map(({ kind }) => kind))]
  const lots = kinds.flatMap((kind) => new Array<ActionKind>(WEIGHTS[kind]).fill(kind))
  const chosen = possible.filter(({ kind }) => kind === lots[pick % lots.length])
  return chosen[Math.floor(pick / lots.length) % chosen.length] as Action
}
