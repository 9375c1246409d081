import type { Effect } from '../../core/effect.ts'
import type { Input } from '../../core/input.ts'
import { runTrial } from '../../harness/campaign/trial.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { Changed } from '../../harness/observation.ts'
import { replayer } from '../../harness/schedule/replay.ts'
import type { Schedule } from '../../harness/schedule/schedule.ts'
import type { ServerState, Target } from '../../harness/targets/target.ts'
import type { Violation } from '../../harness/violation.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { openWorld, seatOf, type World } from '../../harness/world/world.ts'
import { comparedTarget } from './departure/compared-target.ts'
import type { Parting } from './departure/parting.ts'
import { momentOf, type Moment, type Unflushed } from './telling/moment.ts'

/** All that happened until a violation. */
export interface Retold {
  /** In order; those of the start, one a server, have position 0. */
  readonly moments: readonly Moment[]
  /** Where a correct server would have acted otherwise, in order. */
  readonly partings: readonly Parting[]
  /** The rules that were broken, each where it first was. */
  readonly broken: readonly Violation[]
}

/** Lets a schedule happen again, up to an action, and keeps all of it. */
export function retell(schedule: Schedule, until: number, target: Target, rules: readonly Monitor[]): Retold {
  const moments: Moment[] = []
  const partings: Parting[] = []
  let effects: Effect[] = []
  const compared = comparedTarget(target, (parting) =>
    partings.push({ ...parting, position: world.transition.position }),
  )
  const { boot, step } = compared ?? target
  const listened: Target = {
    ...target,
    boot: (...start) => {
      const reaction = boot(...start)
      effects.push(...reaction.effects)
      return reaction
    },
    step: (server: ServerState, input: Input) => {
      const reaction = step(server, input)
      effects.push(...reaction.effects)
      return reaction
    },
  }
  const world = openWorld(listened, schedule.cluster)
  const keep = (transition: Transition): void => {
    moments.push(momentOf(transition, effects, world.now, unflushedAt(world, transition)))
    effects = []
  }
  const player = replayer(world, schedule.actions)
  const chooser = {
    next: () => player.next(),
    see: (transition: Transition) => {
      if (transition.position === 0) keep(transition)
    },
  }
  const { rules: broken } = runTrial(world, chooser, rules, { most: until, watch: keep })
  return { moments, partings, broken }
}

/** What a crash found on its way to the disk, and may take. */
function unflushedAt(world: World, { changed, server }: Transition): Unflushed[] {
  if ((changed & Changed.Crashed) === 0) return []
  return seatOf(world, server).files.flatMap(({ pending, records }, file) =>
    pending.map(({ order, start, count }) => ({
      file,
      order,
      records: records.slice(start, start + count).map(({ record }) => record),
    })),
  )
}
