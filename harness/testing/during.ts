import type { FaultKind } from '../plan/fault-kind.ts'
import type { Dials, Episode, Plan } from '../plan/plan.ts'
import type { Transition } from '../world/transition.ts'
import type { World } from '../world/world.ts'
import { CALM, episode, play, type Played } from './small-plan.ts'

/** The plan without faults, but for one episode in its middle. */
export function besetBy(fault: FaultKind, told: Partial<Episode> = {}): Plan {
  return { ...CALM, episodes: [episode(fault, told)] }
}

/** The plan without faults, with dials set. */
export function dialled(dials: Dials, told: Partial<Plan> = {}): Plan {
  return { ...CALM, ...told, dials: { ...CALM.dials, ...told.dials, ...dials } }
}

/** Lets a plan happen and gives what it showed of each transition, in order. */
export function seen<Seen>(
  plan: Plan,
  look: (transition: Transition, world: World) => Seen | undefined,
): { readonly all: Seen[]; readonly played: Played } {
  const all: Seen[] = []
  const played = play(plan, (transition, world) => {
    const one = look(transition, world)
    if (one !== undefined) all.push(one)
  })
  return { all, played }
}

/** How often a fault made a difference. */
export function bitesOf({ bites }: Played, fault: FaultKind): number {
  return bites[fault] as number
}
