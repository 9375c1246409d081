import { MessageKind } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import type { Transition } from '../../harness/world/transition.ts'

/**
 * Which candidacy a transition is about, as one number of server and term; 0 where it is about none that a TimeoutNow
 * began, and about no new leader.
 */
export function candidateUrged({ action, server, after }: Transition): number {
  const isUrged = action.topic === MessageKind.TimeoutNow && after?.role === Role.Candidate
  return isUrged || after?.role === Role.Leader ? (after?.currentTerm ?? 0) * 8 + server + 1 : 0
}
