import type { Cluster } from './world/cluster.ts'
import type { Transition } from './world/transition.ts'
import type { Observation } from './observation.ts'
import type { Finding, Grade } from './violation.ts'
import type { World } from './world/world.ts'

/** Where a monitor puts what it finds. */
export interface Report {
  violation(finding: Finding): void
  /** The property could neither be confirmed nor refuted. */
  undecided(reason: string): void
}

/**
 * A property, judged as a fold over transitions. Its memory is a value: `see` gives back the same one when nothing it
 * cares for happened, so that a run carries one and a search may keep one a state.
 */
export interface Monitor<Memory = unknown> {
  readonly name: string
  readonly grade: Grade
  /** The sentence of the paper that it holds a cluster to. */
  readonly promise: string
  /** The `Changed` bits at which it is called. */
  readonly watches: number
  /** The fields it cannot do without. */
  readonly needs: readonly (keyof Observation)[]
  start(cluster: Cluster): Memory
  see(memory: Memory, transition: Transition, report: Report): Memory
  /** Called once after the last transition; of liveness, only of a run that was not cut short. */
  end?(memory: Memory, report: Report, world: World): void
}
