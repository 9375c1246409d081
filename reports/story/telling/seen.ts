import { NOBODY, Role } from '../../../core/server.ts'
import { emptyVector } from '../../../core/vector.ts'
import type { Observation, ObservedLog, ObservedSnapshot } from '../../../harness/observation.ts'

/** What a story needs to see of a server; where a target does not show something, it stays as it was at first. */
export interface Seen {
  readonly currentTerm: number
  readonly votedFor: number
  readonly role: Role
  readonly log: ObservedLog
  readonly commitIndex: number
  readonly lastApplied: number
  readonly snapshot: ObservedSnapshot | null
  readonly matchIndex: readonly number[]
  readonly hearsLeader: boolean
  readonly lease: { readonly until: number } | null
}

const NO_LOG: ObservedLog = { entries: emptyVector(), baseIndex: 0, baseTerm: 0 }

/** An observation without gaps. */
export function seenOf(observation: Observation | undefined): Seen {
  const {
    currentTerm = 0,
    votedFor = NOBODY,
    role = Role.Follower,
    log = NO_LOG,
    commitIndex = 0,
    lastApplied = 0,
    snapshot = null,
    matchIndex = [],
    hearsLeader = false,
    lease = null,
  } = observation ?? NOTHING
  return {
    currentTerm,
    votedFor,
    role,
    log,
    commitIndex,
    lastApplied,
    snapshot,
    matchIndex,
    hearsLeader,
    lease,
  }
}

const NOTHING: Partial<Observation> = {}
