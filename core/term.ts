import type { Command } from './command.ts'
import { ask, change, type Draft } from './draft.ts'
import { disarm, DiskFile, Timer, write, type Effect } from './effect.ts'
import { watchesContact } from './options.ts'
import { EntryKind } from './log/entry.ts'
import { entryAt, lastIndex } from './log/log.ts'
import { NOBODY, Role } from './server.ts'
import { answerRedirect, answerUnknown } from './sessions/answer.ts'

/**
 * Enters `term`, newer than its own, as a follower who has voted for nobody in it (5.1). That frees it from its loyalty
 * to the leader before, but where a lease counts on it for a certain time (dissertation 6.4.1).
 */
export function adoptTerm(draft: Draft, term: number): void {
  becomeFollower(draft)
  const server = change(draft)
  server.currentTerm = term
  server.votedFor = NOBODY
  server.leader = NOBODY
  if (!server.options.leaseReads) server.hearsLeader = false
}

/** Gives up a candidacy or a reign; whoever was a follower already goes on as one. */
export function becomeFollower(draft: Draft): void {
  const role = draft.server.role
  if (role === Role.Follower) return
  const server = change(draft)
  server.role = Role.Follower
  server.votes = 0
  if (role === Role.Leader) endReign(draft)
}

/** Forgets what only a leader keeps, and waits for another. */
function endReign(draft: Draft): void {
  leaveOpen(draft)
  const server = change(draft)
  server.hearsLeader = false
  server.nextIndex = []
  server.matchIndex = []
  server.awaiting = 0
  server.inFlight = []
  server.sending = []
  server.contacted = 0
  server.change = null
  server.round = 0
  server.roundAnswered = []
  server.lease = null
  server.reads = []
  const { queued } = server
  server.queued = []
  for (let i = 0; i < queued.length; i++) answerRedirect(draft, queued[i] as Command)
  ask(draft, disarm(Timer.Heartbeat))
  if (watchesContact(server.options)) ask(draft, disarm(Timer.Contact))
  if (server.transfer !== null) ask(draft, disarm(Timer.Transfer))
  server.transfer = null
  armElection(draft)
}

/**
 * Whether the commands that a leader has appended and not committed will ever be, it is not for it to say any more; it
 * tells the clients so. What its predecessors had appended was asked of them.
 */
function leaveOpen(draft: Draft): void {
  const { log, commitIndex, currentTerm } = draft.server
  for (let index = lastIndex(log); index > commitIndex; index--) {
    const { term, kind, command } = entryAt(log, index)
    if (term !== currentTerm) return
    if (kind === EntryKind.Command && command !== null) answerUnknown(draft, command)
  }
}

/** Draws a new election timeout (5.2: chosen randomly from a fixed interval). */
export function armElection(draft: Draft): void {
  ask(draft, draft.server.arms[Timer.Election] as Effect)
}

/**
 * Writes term and vote if this step changed them: "updated on stable storage before responding to RPCs" (Figure 2).
 * To be called before anything that depends on them is sent.
 */
export function persistTerm(draft: Draft): void {
  const { currentTerm, votedFor } = draft.server
  if (currentTerm === draft.before.currentTerm && votedFor === draft.before.votedFor) return
  ask(draft, write(DiskFile.Term, [{ currentTerm, votedFor }], 0, currentTerm))
}
