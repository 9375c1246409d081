import { ask, change, type Draft } from '../draft.ts'
import { disarm, Timer, type Effect } from '../effect.ts'
import { EntryKind } from '../log/entry.ts'
import { lastIndex, latestConfiguration } from '../log/log.ts'
import { watchesContact } from '../options.ts'
import { isQuorum } from '../membership/quorum.ts'
import { beginLease } from '../reads/leasing.ts'
import { appendOwn } from '../replication/append-own.ts'
import { sendToAll } from '../replication/send.ts'
import { Role } from '../server.ts'

/**
 * "If votes received from majority of servers: become leader" (Figure 2). It initializes nextIndex to just after its
 * last entry, appends a no-op of its term (8), and announces itself to all.
 */
export function becomeLeaderWithQuorum(draft: Draft): void {
  const { votes, options, log, durableIndex, id, arms } = draft.server
  if (!isQuorum(votes, latestConfiguration(log))) return
  const server = change(draft)
  server.role = Role.Leader
  server.leader = id
  server.votes = 0
  server.nextIndex = new Array<number>(options.servers).fill(lastIndex(log) + 1)
  const matchIndex = new Array<number>(options.servers).fill(0)
  matchIndex[id] = durableIndex
  server.matchIndex = matchIndex
  server.inFlight = new Array<null>(options.servers).fill(null)
  server.sending = new Array<null>(options.servers).fill(null)
  server.roundAnswered = new Array<number>(options.servers).fill(0)
  ask(draft, disarm(Timer.Election))
  ask(draft, arms[Timer.Heartbeat] as Effect)
  if (watchesContact(options)) {
    server.hearsLeader = true
    ask(draft, arms[Timer.Contact] as Effect)
  }
  if (options.leaseReads) beginLease(draft)
  appendOwn(draft, EntryKind.NoOp, null, null)
  sendToAll(draft)
}
