import type { Monitor } from '../harness/monitor.ts'
import { linearizability } from './linearizability/linearizability.ts'
import { convergence } from './liveness/convergence.ts'
import { hopelessElections } from './liveness/hopeless-elections.ts'
import { progressInPartialPartition } from './liveness/partial-partition.ts'
import { progress } from './liveness/progress.ts'
import { requestsAnswered } from './liveness/requests.ts'
import { progressWithoutMinority } from './liveness/without-minority.ts'
import { matchIndexRises } from './practice/match-index.ts'
import { leaseAlone } from './practice/lease-alone.ts'
import { meetingQuorums } from './practice/meeting-quorums.ts'
import { monotonic } from './practice/monotonic.ts'
import { oneChange } from './practice/one-change.ts'
import { oneVote } from './practice/one-vote.ts'
import { outlasting } from './practice/outlasting.ts'
import { quorumCommit } from './practice/quorum-commit.ts'
import { administration } from './rules/administration.ts'
import { askedConfigurations } from './rules/asked-configurations.ts'
import { backingUp } from './rules/backing-up.ts'
import { candidates } from './rules/candidates.ts'
import { compaction } from './rules/compaction.ts'
import { durableLogs } from './rules/durable-logs.ts'
import { electedByQuorum } from './rules/elected-by-quorum.ts'
import { followersAppend } from './rules/followers-append.ts'
import { idleSteps } from './rules/idle-steps.ts'
import { keptOnDisk } from './rules/kept-on-disk.ts'
import { leadersInContact } from './rules/leaders-in-contact.ts'
import { landmarks } from './rules/landmarks.ts'
import { liveSessions } from './rules/live-sessions.ts'
import { oneAnswer } from './rules/one-answer.ts'
import { openOutcomes } from './rules/open-outcomes.ts'
import { owedVotes } from './rules/owed-votes.ts'
import { ownVotes } from './rules/own-votes.ts'
import { promptLeaders } from './rules/prompt-leaders.ts'
import { promptLeases } from './rules/prompt-leases.ts'
import { promptMachines } from './rules/prompt-machines.ts'
import { promptReads } from './rules/prompt-reads.ts'
import { promptedSends } from './rules/prompted-sends.ts'
import { reasonedVotes } from './rules/reasoned-votes.ts'
import { reasons } from './rules/reasons.ts'
import { starts } from './rules/starts.ts'
import { steadyFlow } from './rules/steady-flow.ts'
import { timers } from './rules/timers.ts'
import { trueAppends } from './rules/true-appends.ts'
import { waitingReads } from './rules/waiting-reads.ts'
import { electionSafety } from './safety/election-safety.ts'
import { leaderAppendOnly } from './safety/leader-append-only.ts'
import { leaderCompleteness } from './safety/leader-completeness.ts'
import { logMatching } from './safety/log-matching.ts'
import { stateMachineSafety } from './safety/state-machine-safety.ts'

/** Every property that is checked, in the order of the paper's Figure 3, then what clients see, those of practice, and of liveness. */
export const monitors: readonly Monitor[] = [
  electionSafety,
  leaderAppendOnly,
  logMatching,
  leaderCompleteness,
  stateMachineSafety,
  linearizability,
  oneVote,
  monotonic,
  quorumCommit,
  outlasting,
  oneChange,
  meetingQuorums,
  matchIndexRises,
  leaseAlone,
  progress,
  progressWithoutMinority,
  progressInPartialPartition,
  convergence,
  requestsAnswered,
  hopelessElections,
]

/** The rules that single servers are held to, step by step, where that is asked for: what breaks one ends no run. */
export const rules: readonly Monitor[] = [
  askedConfigurations,
  reasons,
  promptLeaders,
  promptMachines,
  liveSessions,
  electedByQuorum,
  ownVotes,
  reasonedVotes,
  candidates,
  trueAppends,
  followersAppend,
  timers,
  oneAnswer,
  compaction,
  waitingReads,
  promptReads,
  promptLeases,
  steadyFlow,
  keptOnDisk,
  landmarks,
  backingUp,
  leadersInContact,
  starts,
  idleSteps,
  administration,
  promptedSends,
  durableLogs,
  owedVotes,
  openOutcomes,
]
