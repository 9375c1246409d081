import { Role } from '../../core/server.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { isIn, isSettledIn, votersIn } from './members.ts'

/** Whether a leader steps down because it heard from no quorum lately; asked where the Contact timer changed a role. */
export function losesContact({ after }: Transition): boolean {
  return after?.role === Role.Follower
}

/** Whether a leader steps down because the configuration that leaves it out is committed. */
export function isRemoved({ server, before, after }: Transition): boolean {
  if (before?.role !== Role.Leader || after?.role !== Role.Follower) return false
  return before.currentTerm === after.currentTerm && isSettledIn(after) && !isIn(votersIn(after), server)
}

/** Whether requests wait to enter a leader's log, and entries were sent ahead, when its reign ends. */
export function leavesBacklog({ before }: Transition): boolean {
  const { queued = [], inFlight = [] } = before ?? {}
  return queued.length > 0 && inFlight.some((sent) => sent !== null && sent.length > 0)
}
