import type { Monitor } from '../harness/monitor.ts'
import { linearizability } from './linearizability/linearizability.ts'
import { electionSafety } from './safety/election-safety.ts'
import { leaderAppendOnly } from './safety/leader-append-only.ts'
import { leaderCompleteness } from './safety/leader-completeness.ts'
import { logMatching } from './safety/log-matching.ts'
import { stateMachineSafety } from './safety/state-machine-safety.ts'

/** Every property that is checked, in the order of the paper's Figure 3, and then what clients see. */
export const monitors: readonly Monitor[] = [
  electionSafety,
  leaderAppendOnly,
  logMatching,
  leaderCompleteness,
  stateMachineSafety,
  linearizability,
]
