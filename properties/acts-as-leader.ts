import { Role } from '../core/server.ts'
import type { Transition } from '../harness/world/transition.ts'

/**
 * Whether what a server did in a transition it did as a leader: it leads after it, or led before it and has the same
 * term. A leader that is removed "steps down once it has committed the C_new log entry" (6), in one and the same step.
 */
export function actsAsLeader({ before, after }: Transition): boolean {
  if (after === undefined) return false
  if (after.role === Role.Leader) return true
  return before?.role === Role.Leader && before.currentTerm === after.currentTerm
}
