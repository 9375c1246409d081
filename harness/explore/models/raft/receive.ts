import { Action, actionOf } from './actions.ts'
import { addState, type Expansion } from './expansion.ts'
import {
  commitIndexOfMessage,
  contentOf,
  entryAt,
  entryOf,
  entryTermOf,
  flagOf,
  fromOf,
  indexOf,
  Kind,
  kindOf,
  lastTermOf,
  logLengthOf,
  message,
  nextIndexOf,
  serverWord,
  State,
  stateOf,
  termOf,
  termOfEntry,
  termOfMessage,
  toOf,
  votedForOf,
  commitIndexOf,
  respondedOf,
  grantedOf,
  withCommitIndex,
  withEntry,
  withLogLength,
  withMatchIndex,
  withNextIndex,
  withoutEntry,
  WORDS,
} from './layout.ts'

/** What the network and the receiver do with the message at a place of the row: Receive, DuplicateMessage, DropMessage. */
export function addMessageSteps(expansion: Expansion, place: number): void {
  const { words, at, options } = expansion
  const sent = words[place] as number
  const server = toOf(sent)
  const its = at + WORDS * server
  const first = words[its] as number
  const log = words[its + 1] as number
  const indices = words[its + 2] as number
  receive(expansion, place, sent, server, first, log, indices)
  if (!options.faults) return
  const duplicated = actionOf(Action.DuplicateMessage, place - at, 0)
  addState(expansion, server, first, log, indices, -1, contentOf(sent), duplicated)
  const dropped = actionOf(Action.DropMessage, place - at, 0)
  addState(expansion, server, first, log, indices, place, 0, dropped)
}

function receive(
  expansion: Expansion,
  place: number,
  sent: number,
  server: number,
  first: number,
  log: number,
  indices: number,
): void {
  const term = termOfMessage(sent)
  const its = termOf(first)
  const action = (kind: number): number => actionOf(kind, place - expansion.at, 0)
  if (term > its) {
    // The message stays, and is handled in a step of its own.
    const raised = serverWord(
      term,
      State.Follower,
      0,
      commitIndexOf(first),
      logLengthOf(first),
      respondedOf(first),
      grantedOf(first),
    )
    addState(expansion, server, raised, log, indices, -1, 0, action(Action.UpdateTerm))
    return
  }
  switch (kindOf(sent)) {
    case Kind.VoteRequest:
      handleVoteRequest(expansion, place, sent, server, first, log, indices)
      break
    case Kind.AppendRequest:
      handleAppendRequest(expansion, place, sent, server, first, log, indices)
      break
    default:
      if (term < its) {
        addState(expansion, server, first, log, indices, place, 0, action(Action.DropStaleResponse))
      } else if (kindOf(sent) === Kind.VoteResponse) {
        const voter = 1 << fromOf(sent)
        const tallied = first | (voter << 14) | (flagOf(sent) === 1 ? voter << 19 : 0)
        addState(expansion, server, tallied, log, indices, place, 0, action(Action.HandleRequestVoteResponse))
      } else {
        const after = indicesAfter(sent, indices)
        addState(expansion, server, first, log, after, place, 0, action(Action.HandleAppendEntriesResponse))
      }
  }
}

function indicesAfter(sent: number, indices: number): number {
  const peer = fromOf(sent)
  if (flagOf(sent) === 0) return withNextIndex(indices, peer, Math.max(nextIndexOf(indices, peer) - 1, 1))
  return withMatchIndex(withNextIndex(indices, peer, indexOf(sent) + 1), peer, indexOf(sent))
}

function handleVoteRequest(
  expansion: Expansion,
  place: number,
  sent: number,
  server: number,
  first: number,
  log: number,
  indices: number,
): void {
  const candidate = fromOf(sent)
  const term = termOf(first)
  const lastTerm = lastTermOf(first, log)
  const upToDate =
    entryTermOf(sent) > lastTerm || (entryTermOf(sent) === lastTerm && indexOf(sent) >= logLengthOf(first))
  const votedFor = votedForOf(first)
  const grant =
    termOfMessage(sent) === term && upToDate && (votedFor === 0 || votedFor === candidate + 1) ? 1 : 0
  const after = grant === 1 ? (first & ~(7 << 5)) | ((candidate + 1) << 5) : first
  const answer = message(Kind.VoteResponse, server, candidate, term, 0, 0, 0, 0, grant)
  const action = actionOf(Action.HandleRequestVoteRequest, place - expansion.at, 0)
  addState(expansion, server, after, log, indices, place, answer, action)
}

function handleAppendRequest(
  expansion: Expansion,
  place: number,
  sent: number,
  server: number,
  first: number,
  log: number,
  indices: number,
): void {
  const term = termOf(first)
  const state = stateOf(first)
  const leader = fromOf(sent)
  const before = indexOf(sent)
  const entry = entryOf(sent)
  const length = logLengthOf(first)
  const action = actionOf(Action.HandleAppendEntriesRequest, place - expansion.at, 0)
  const stale = termOfMessage(sent) < term
  const fits = before === 0 || (before <= length && entryTermOf(sent) === termOfEntry(entryAt(log, before)))
  if (stale || (state === State.Follower && !fits)) {
    const refusal = message(Kind.AppendResponse, server, leader, term, 0, 0, 0, 0, 0)
    addState(expansion, server, first, log, indices, place, refusal, action)
    return
  }
  if (state === State.Candidate) {
    addState(expansion, server, first ^ (State.Candidate << 3), log, indices, -1, 0, action)
    return
  }
  if (state !== State.Follower) return
  const index = before + 1
  if (entry === 0 || (length >= index && termOfEntry(entryAt(log, index)) === termOfEntry(entry))) {
    const matched = before + (entry === 0 ? 0 : 1)
    const answer = message(Kind.AppendResponse, server, leader, term, 0, matched, 0, 0, 1)
    const committed = withCommitIndex(first, commitIndexOfMessage(sent))
    addState(expansion, server, committed, log, indices, place, answer, action)
  } else if (length >= index) {
    const shorter = withoutEntry(log, length)
    addState(expansion, server, withLogLength(first, length - 1), shorter, indices, -1, 0, action)
  } else if (index > expansion.options.entries) {
    expansion.successors.generated += 1
  } else {
    const longer = withEntry(log, index, entry)
    addState(expansion, server, withLogLength(first, index), longer, indices, -1, 0, action)
  }
}
