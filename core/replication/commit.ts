import { change, type Draft } from '../draft.ts'
import { latestConfiguration, termAt } from '../log/log.ts'
import { isQuorum } from '../membership/quorum.ts'
import type { Server } from '../server.ts'
import { applyCommitted } from './apply.ts'

/** A leader commits what it may. */
export function advanceCommit(draft: Draft): void {
  commitUpTo(draft, committable(draft.server))
}

/** Raises commitIndex to `index`, never lowers it, and applies what became committed. */
export function commitUpTo(draft: Draft, index: number): void {
  if (index <= draft.server.commitIndex) return
  change(draft).commitIndex = index
  applyCommitted(draft)
}

/**
 * "If there exists an N such that N > commitIndex, a majority of matchIndex[i] ≥ N, and log[N].term == currentTerm:
 * set commitIndex = N" (Figure 2). Entries of earlier terms are never committed by counting replicas, only by the
 * commit of one from the current term (5.4.2). Gives 0 when there is none.
 */
function committable(server: Server): number {
  const replicated = onQuorum(server)
  return termAt(server.log, replicated) === server.currentTerm ? replicated : 0
}

/** The highest index that a quorum of the newest configuration holds durably; in a joint one, a quorum of each (6). */
function onQuorum(server: Server): number {
  const { matchIndex } = server
  const configuration = latestConfiguration(server.log)
  let highest = 0
  for (let i = 0; i < matchIndex.length; i++) {
    const index = matchIndex[i] as number
    if (index > highest && isQuorum(holdersOf(matchIndex, index), configuration)) highest = index
  }
  return highest
}

function holdersOf(matchIndex: readonly number[], index: number): number {
  let holders = 0
  for (let i = 0; i < matchIndex.length; i++) if ((matchIndex[i] as number) >= index) holders |= 1 << i
  return holders
}
