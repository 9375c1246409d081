import { currentLeader } from '../harness/faults/stage/stage.ts'
import { Changed } from '../harness/observation.ts'
import type { Transition } from '../harness/world/transition.ts'
import type { World } from '../harness/world/world.ts'

/** Adds up for how many virtual microseconds of a run no server that is up leads. */
export function leaderlessness(world: World): { see(transition: Transition): void; end(): number } {
  let without = 0
  let since = 0
  return {
    see: ({ changed }) => {
      if ((changed & (Changed.Role | Changed.Crashed)) === 0) return
      const leads = currentLeader(world) >= 0
      if (leads && since >= 0) {
        without += world.now - since
        since = -1
      } else if (!leads && since < 0) since = world.now
    },
    end: () => (since < 0 ? without : without + world.now - since),
  }
}
