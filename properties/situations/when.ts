import { REACHED, type Situation } from '../../harness/situation.ts'
import type { Transition } from '../../harness/world/transition.ts'
import type { World } from '../../harness/world/world.ts'

/** A situation that needs no memory: a transition, and the world as it leaves it, tell whether it has come about. */
export function when(
  told: Omit<Situation, 'start' | 'see'>,
  isReached: (transition: Transition, world: World) => boolean,
): Situation {
  return {
    ...told,
    start: () => undefined,
    see: (_memory, transition, world) => (isReached(transition, world) ? REACHED : undefined),
  }
}
