import { runTrial } from '../../campaign/trial.ts'
import type { Chooser } from '../../schedule/chooser.ts'
import { replayer } from '../../schedule/replay.ts'
import type { Schedule } from '../../schedule/schedule.ts'
import type { Target } from '../../targets/target.ts'
import { openWorld, type World } from '../../world/world.ts'
import type { Traced } from './traced.ts'
import { openTracer } from './tracer.ts'

/** Lets a schedule happen again on a target, and hands over each line of its trace. */
export function traceSchedule(
  target: Target,
  { cluster, actions }: Pick<Schedule, 'cluster' | 'actions'>,
  write: (line: Traced) => void,
): World {
  const world = openWorld(target, cluster)
  const chooser = replayer(world, actions)
  const tracer = openTracer(write)
  let begun = false
  const told: Chooser = {
    see: (transition) => chooser.see(transition),
    next() {
      if (!begun) tracer.begin(world)
      begun = true
      return chooser.next()
    },
  }
  runTrial(world, told, [], {
    watch(transition) {
      if (begun) tracer.see(world, transition)
    },
  })
  return world
}
