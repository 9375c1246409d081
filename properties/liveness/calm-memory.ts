import type { Bounds } from '../../harness/calm/bounds.ts'
import { boundsOf } from '../../harness/calm/bounds.ts'
import { noteSteadiness, steadinessAt, type Steadiness } from '../../harness/calm/steadiness.ts'
import { Changed } from '../../harness/observation.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import type { Transition } from '../../harness/world/transition.ts'

/** What is known of a calm; `undefined` parts while the storm lasts. */
export interface CalmMemory {
  readonly cluster: Cluster
  readonly bounds: Bounds | undefined
  readonly steadiness: Steadiness | undefined
}

/** Nothing is asked of a storm. */
export function inStorm(cluster: Cluster): CalmMemory {
  return { cluster, bounds: undefined, steadiness: undefined }
}

/** Takes in when the calm begins, and how the cluster does in it. */
export function followCalm(memory: CalmMemory, transition: Transition): CalmMemory {
  const { cluster, bounds, steadiness } = memory
  if ((transition.changed & Changed.Calm) !== 0) {
    const { at, value } = transition.action
    const begun = boundsOf(cluster, at, value)
    return { cluster, bounds: begun, steadiness: steadinessAt(begun, cluster) }
  }
  if (bounds === undefined || steadiness === undefined) return memory
  const noted = noteSteadiness(steadiness, transition, cluster, bounds)
  return noted === steadiness ? memory : { cluster, bounds, steadiness: noted }
}
