import fc, { type Arbitrary } from 'fast-check'
import { fold, spread } from '../mix.ts'
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
  [ActionKind.Tear]: 20,
  [ActionKind.Restart]: 6,
  [ActionKind.Cut]: 1,
  [ActionKind.Mend]: 4,
  [ActionKind.Ask]: 10,
  [ActionKind.Answer]: 8,
  [ActionKind.DropAnswer]: 1,
  [ActionKind.Abandon]: 1,
  [ActionKind.Restore]: 10,
  [ActionKind.Apply]: 10,
  [ActionKind.Fail]: 1,
  [ActionKind.Rot]: 0,
  [ActionKind.Remove]: 3,
  [ActionKind.Calm]: 0,
  [ActionKind.Stall]: 0,
  [ActionKind.Wipe]: 0,
  [ActionKind.Jump]: 0,
}

/** A walk: where its choices come from, and how many there are. */
export interface Walk {
  readonly seed: number
  readonly length: number
}

/** Walks of up to 400 actions. */
export const walks: Arbitrary<Walk> = fc.record({
  seed: fc.noShrink(fc.nat()),
  length: fc.noBias(fc.integer({ min: 0, max: 400 })),
})

/** Who watches a walk: what is possible before each step, and what each step did. */
export interface Watcher {
  foresee?(possible: readonly Action[]): void
  see?(transition: Transition): void
}

/** Takes a walk through a world. */
export function walk(world: World, { seed, length }: Walk, watcher: Watcher): void {
  for (let step = 0; step < length; step++) {
    const possible = enabled(world)
    watcher.foresee?.(possible)
    const transition = perform(world, choose(possible, spread(fold(seed, step)) >>> 0))
    watcher.see?.(transition)
  }
}

/** Picks a kind by its weight, then one of its actions. Some action is always possible. */
function choose(possible: readonly Action[], pick: number): Action {
  const kinds = [...new Set(possible.map(({ kind }) => kind))]
  const lots = kinds.flatMap((kind) => new Array<ActionKind>(WEIGHTS[kind]).fill(kind))
  const chosen = possible.filter(({ kind }) => kind === lots[pick % lots.length])
  return chosen[Math.floor(pick / lots.length) % chosen.length] as Action
}
