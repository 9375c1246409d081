import type { Monitor, Report } from '../../monitor.ts'
import { replayer } from '../../schedule/replay.ts'
import type { Target } from '../../targets/target.ts'
import { action, ActionKind, type Action } from '../../world/action.ts'
import type { Cluster } from '../../world/cluster.ts'
import { perform, startServer } from '../../world/perform.ts'
import type { Transition } from '../../world/transition.ts'
import { openWorld, type World } from '../../world/world.ts'

/** A world as it is behind some actions, and what its judges remember. */
export interface PlayedTo {
  readonly world: World
  readonly memories: readonly unknown[]
  /** How many actions there were. */
  readonly age: number
  /** The property that was broken first. */
  readonly broken: string | undefined
}

/** Starts all servers and has actions happen, before monitors. Throws `ImpossibleAction` where one cannot happen. */
export function playedTo(
  target: Target,
  cluster: Cluster,
  actions: readonly Action[],
  monitors: readonly Monitor[],
): PlayedTo {
  const world = openWorld(target, cluster)
  const memories = monitors.map((monitor) => monitor.start(cluster))
  let broken: string | undefined
  let judging = ''
  const report: Report = { violation: () => void (broken ??= judging), undecided: () => undefined }
  const see = (transition: Transition): void => {
    monitors.forEach((monitor, place) => {
      judging = monitor.name
      if ((monitor.watches & transition.changed) !== 0)
        memories[place] = monitor.see(memories[place], transition, report)
    })
  }
  world.seats.forEach((_, server) => see(startServer(world, server)))
  const played = replayer(world, actions)
  let age = 0
  for (let next = played.next(); next !== undefined; next = played.next()) {
    see(perform(world, next))
    age += 1
  }
  return { world, memories, age, broken }
}

/** What has to happen first where links are cut: a search lets any message arrive that is on its way, or never arrive. */
export function mending({ links, seats, now }: World): readonly Action[] {
  const all = (1 << seats.length) - 1
  return links.some(({ cut }) => cut) ? [action(ActionKind.Mend, now, all, all, 0, 0, 0, 1)] : []
}
