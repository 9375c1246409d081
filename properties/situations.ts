import type { Situation } from '../harness/situation.ts'
import { elections } from './situations/elections.ts'
import { membership, requestsForMembers } from './situations/membership.ts'
import { snapshots } from './situations/snapshots.ts'

/** Every situation that is looked out for, by topic. */
export const situations: readonly Situation[] = [
  ...elections,
  ...snapshots,
  ...membership,
  ...requestsForMembers,
]
