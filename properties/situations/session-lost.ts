import type { Session } from '../../core/sessions/sessions.ts'
import type { Observation } from '../../harness/observation.ts'
import type { World } from '../../harness/world/world.ts'

/** The first session, of those that a server had, which it has no more when it has applied what was committed. */
export function sessionLost(
  before: Observation | undefined,
  after: Observation | undefined,
  { cluster }: World,
): Session | undefined {
  const first = before?.sessions?.list[0]
  if (!cluster.options.registration || first === undefined || after?.sessions === undefined) return undefined
  const isThere = after.sessions.list.some(({ registration }) => registration === first.registration)
  return isThere ? undefined : first
}

/** Whether a session is over by the time that a server's log tells. */
export function hasTimedOut(
  { active }: Session,
  after: Observation | undefined,
  { cluster }: World,
): boolean {
  const { sessionTimeout } = cluster.options
  return sessionTimeout > 0 && ((after?.sessions?.time ?? 0) - active) * 1000 >= sessionTimeout
}
