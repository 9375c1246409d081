import { change, type Draft } from '../draft.ts'
import { configurationIndex, latestConfiguration } from '../log/log.ts'
import { votersOf } from '../membership/configuration.ts'
import { NOBODY } from '../server.ts'
import { becomeFollower } from '../term.ts'

/** "The leader steps down (returns to follower state) once it has committed the C_new log entry" that leaves it out (6). */
export function stepDownOnceRemoved(draft: Draft): void {
  const { log, id, commitIndex } = draft.server
  const isVoter = (votersOf(latestConfiguration(log)) & (1 << id)) !== 0
  if (isVoter || configurationIndex(log) > commitIndex) return
  becomeFollower(draft)
  change(draft).leader = NOBODY
}
