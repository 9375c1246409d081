import { z } from 'zod'
import type { ServerNames } from '../server-names.ts'
import { blankState, NOBODY, TraceRole, UNKNOWN, type TraceState } from '../trace-event.ts'
import { setOf } from '../set-of.ts'
import { INDEX, TERM } from './numbers.ts'

/** The state as each event of etcd/raft has it. */
export const STATE = {
  state: z.object({ term: TERM, vote: z.string(), commit: INDEX }),
  role: z.string(),
  log: INDEX,
  conf: z.tuple([z.array(z.string()), z.array(z.string())]),
}

const ROLES: Readonly<Record<string, TraceRole>> = {
  StateFollower: TraceRole.Follower,
  StatePreCandidate: TraceRole.PreCandidate,
  StateCandidate: TraceRole.Candidate,
  StateLeader: TraceRole.Leader,
}

/** What such a line shows. */
export function etcdState(
  { state, role, log, conf }: z.infer<z.ZodObject<typeof STATE>>,
  servers: ServerNames,
): TraceState {
  const shown = blankState()
  shown.term = state.term
  shown.vote = serverOf(state.vote, servers)
  shown.commit = state.commit
  shown.last = log
  shown.role = ROLES[role] ?? UNKNOWN
  shown.voters = setOf(conf[0], servers)
  shown.outgoing = setOf(conf[1], servers)
  return shown
}

/** etcd/raft writes "0" for nobody. */
function serverOf(name: string, servers: ServerNames): number {
  return name === '0' || name === '' ? NOBODY : servers.numberOf(name)
}
