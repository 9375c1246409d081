import type { Situation } from '../harness/situation.ts'
import { candidates } from './situations/candidates.ts'
import { duringChanges } from './situations/during-changes.ts'
import { elections } from './situations/elections.ts'
import { membership } from './situations/membership.ts'
import { requestsForMembers } from './situations/requests-for-members.ts'
import { sessions } from './situations/sessions.ts'
import { snapshots } from './situations/snapshots.ts'
import { together } from './situations/together.ts'
import { transfers } from './situations/transfers.ts'

/** Every situation that is looked out for, by topic. */
export const situations: readonly Situation[] = [
  ...elections,
  ...candidates,
  ...transfers,
  ...snapshots,
  ...membership,
  ...requestsForMembers,
  ...sessions,
  ...duringChanges,
  ...together,
]
