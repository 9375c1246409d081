import type { Monitor } from '../harness/monitor.ts'
import { linearizability } from './linearizability/linearizability.ts'
import { askedConfigurations } from './practice/asked-configurations.ts'
import { candidates } from './practice/candidates.ts'
import { compaction } from './practice/compaction.ts'
import { electedByQuorum } from './practice/elected-by-quorum.ts'
import { followersAppend } from './practice/followers-append.ts'
import { idleSteps } from './practice/idle-steps.ts'
import { keptOnDisk } from './practice/kept-on-disk.ts'
import { liveSessions } from './practice/live-sessions.ts'
import { promptLeaders } from './practice/prompt-leaders.ts'
import { promptMachines } from './practice/prompt-machines.ts'
import { reasonedVotes } from './practice/reasoned-votes.ts'
import { reasons } from './practice/reasons.ts'
import { convergence } from './liveness/convergence.ts'
import { progressInPartialPartition } from './liveness/partial-partition.ts'
import { progress } from './liveness/progress.ts'
import { requestsAnswered } from './liveness/requests.ts'
import { progressWithoutMinority } from './liveness/without-minority.ts'
import { matchIndexRises } from './practice/match-index.ts'
import { leaseAlone } from './practice/lease-alone.ts'
import { meetingQuorums } from './practice/meeting-quorums.ts'
import { monotonic } from './practice/monotonic.ts'
import { oneAnswer } from './practice/one-answer.ts'
import { oneChange } from './practice/one-change.ts'
import { oneVote } from './practice/one-vote.ts'
import { outlasting } from './practice/outlasting.ts'
import { quorumCommit } from './practice/quorum-commit.ts'
import { steadyFlow } from './practice/steady-flow.ts'
import { timers } from './practice/timers.ts'
import { trueAppends } from './practice/true-appends.ts'
import { waitingReads } from './practice/waiting-reads.ts'
import { electionSafety } from './safety/election-safety.ts'
import { leaderAppendOnly } from './safety/leader-append-only.ts'
import { leaderCompleteness } from './safety/leader-completeness.ts'
import { logMatching } from './safety/log-matching.ts'
import { stateMachineSafety } from './safety/state-machine-safety.ts'

/** Every property that is checked, in the order of the paper's Figure 3, then what clients see, then those of practice and of liveness. */
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
  askedConfigurations,
  reasons,
  promptLeaders,
  promptMachines,
  liveSessions,
  electedByQuorum,
  reasonedVotes,
  candidates,
  trueAppends,
  followersAppend,
  timers,
  oneAnswer,
  compaction,
  waitingReads,
  steadyFlow,
  keptOnDisk,
  idleSteps,
]
