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
  /**
   * For a search, which takes two states for the same where this is the same: what of a memory can still matter to any
   * verdict to come; all of it, where left out. A plain value, in which servers are named by the fields they stand in:
   * `server` holds one, `servers` a set, `byServer` a list by server, and what comes from the core stays as it is.
   */
  matters?(memory: Memory): unknown
  /** Called once after the last transition; of liveness, only of a run that was not cut short. */
  end?(memory: Memory, report: Report, world: World): void
}
