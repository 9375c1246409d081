import { isPartitioned } from '../../harness/calm/promise.ts'
import { progressMonitor } from './judge-progress.ts'

/**
 * Some links are cut for good, and some servers which are a quorum of every configuration in force reach each other both
 * ways. Any leader that lacks a quorum steps down (CheckQuorum); whoever does not hear the leader cannot unseat it, since those
 * who do would not vote for it (PreVote); and of servers that all reach each other the one with the newest log can always be
 * elected. So one leader comes and stays. It is not promised where only a single server reaches a quorum: its log may be
 * behind, and then nobody can win.
 */
export const progressInPartialPartition = progressMonitor({
  name: 'progress in a partial partition',
  promise:
    'with PreVote and CheckQuorum, commands go on being committed while a quorum of servers reach each other, whatever other links are cut for good (dissertation 6.2, 9.6)',
  isAskedIn: isPartitioned,
})
