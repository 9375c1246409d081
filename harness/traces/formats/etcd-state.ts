import { z } from 'zod'
import type { ServerNames } from '../server-names.ts'
import { blankState, NOBODY, TraceRole, type TraceState } from '../trace-event.ts'
import { setOf } from '../set-of.ts'
import { NAME } from './name.ts'
import { INDEX, TERM } from './numbers.ts'

/** The state as each event of etcd/raft has it. */
export const STATE = {
  state: z.object({ term: TERM, vote: NAME, commit: INDEX }),
  role: z.enum(['StateFollower', 'StatePreCandidate', 'StateCandidate', 'StateLeader']),
  log: INDEX,
  conf: z.tuple([z.array(NAME), z.array(NAME)]),
}

const ROLES = {
  StateFollower: TraceRole.Follower,
  StatePreCandidate: TraceRole.PreCandidate,
  StateCandidate: TraceRole.Candidate,
  StateLeader: TraceRole.Leader,
} as const

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
  shown.role = ROLES[role]
  shown.voters = setOf(conf[0], servers)
  shown.outgoing = setOf(conf[1], servers)
  return shown
}

/** etcd/raft writes "0" for nobody. */
function serverOf(name: string, servers: ServerNames): number {
  return name === '0' || name === '' ? NOBODY : servers.numberOf(name)
}
