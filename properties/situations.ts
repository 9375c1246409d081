import type { Situation } from '../harness/situation.ts'
import { candidates } from './situations/candidates.ts'
import { disk } from './situations/disk.ts'
import { duringChanges } from './situations/during-changes.ts'
import { elections } from './situations/elections.ts'
import { log } from './situations/log.ts'
import { membership } from './situations/membership.ts'
import { reads } from './situations/reads.ts'
import { replication } from './situations/replication.ts'
import { requestsForMembers } from './situations/requests-for-members.ts'
import { sessions } from './situations/sessions.ts'
import { snapshots } from './situations/snapshots.ts'
import { transfers } from './situations/transfers.ts'
import { leadersAndSessions } from './situations/together/leaders-and-sessions.ts'
import { logsAndReads } from './situations/together/logs-and-reads.ts'

/** Every situation that is looked out for, by topic. */
export const situations: readonly Situation[] = [
  ...elections,
  ...candidates,
  ...transfers,
  ...log,
  ...disk,
  ...replication,
  ...snapshots,
  ...membership,
  ...requestsForMembers,
  ...duringChanges,
  ...reads,
  ...sessions,
  ...logsAndReads,
  ...leadersAndSessions,
]
