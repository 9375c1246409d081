import { addState, type Expansion } from './expansion.ts'
import {
  commitIndexOf,
  entryAt,
  grantedOf,
  indicesFrom,
  Kind,
  lastTermOf,
  logLengthOf,
  matchIndexOf,
  message,
  nextIndexOf,
  respondedOf,
  serverWord,
  State,
  stateOf,
  termOf,
  termOfEntry,
  votedForOf,
  withCommitIndex,
  withEntry,
  withLogLength,
  WORDS,
} from './layout.ts'
import { Action, actionOf } from './actions.ts'

/** What a server does of its own accord: the actions of raft.tla that take no message, each under its name. */
export function addOwnSteps(expansion: Expansion, server: number): void {
  const { words, at, options } = expansion
  const place = at + WORDS * server
  const first = words[place] as number
  const log = words[place + 1] as number
  const indices = words[place + 2] as number
  if (options.faults) restart(expansion, server, first, log)
  switch (stateOf(first)) {
    case State.Follower:
      timeout(expansion, server, first, log, indices)
      break
    case State.Candidate:
      timeout(expansion, server, first, log, indices)
      requestVotes(expansion, server, first, log, indices)
      becomeLeader(expansion, server, first, log)
      break
    case State.Leader:
      clientRequests(expansion, server, first, log, indices)
      advanceCommitIndex(expansion, server, first, log, indices)
      appendEntries(expansion, server, first, log, indices)
      break
  }
}

function restart(expansion: Expansion, server: number, first: number, log: number): void {
  const restarted = serverWord(termOf(first), State.Follower, votedForOf(first), 0, logLengthOf(first), 0, 0)
  const indices = indicesFrom(1, expansion.servers)
  addState(expansion, server, restarted, log, indices, -1, 0, actionOf(Action.Restart, server, 0))
}

/** The term may grow past what its bits hold; `addState` never sees one beyond the highest that is allowed. */
function timeout(expansion: Expansion, server: number, first: number, log: number, indices: number): void {
  if (termOf(first) === expansion.options.terms) {
    expansion.successors.generated += 1
    return
  }
  const candidate = serverWord(
    termOf(first) + 1,
    State.Candidate,
    0,
    commitIndexOf(first),
    logLengthOf(first),
    0,
    0,
  )
  addState(expansion, server, candidate, log, indices, -1, 0, actionOf(Action.Timeout, server, 0))
}

function requestVotes(
  expansion: Expansion,
  server: number,
  first: number,
  log: number,
  indices: number,
): void {
  const term = termOf(first)
  for (let peer = 0; peer < expansion.servers; peer++) {
    if ((respondedOf(first) & (1 << peer)) !== 0) continue
    const lastTerm = lastTermOf(first, log)
    const sent = message(Kind.VoteRequest, server, peer, term, lastTerm, logLengthOf(first), 0, 0, 0)
    addState(expansion, server, first, log, indices, -1, sent, actionOf(Action.RequestVote, server, peer))
  }
}

function becomeLeader(expansion: Expansion, server: number, first: number, log: number): void {
  if (!isQuorum(grantedOf(first), expansion.servers)) return
  const leader = first ^ ((State.Candidate ^ State.Leader) << 3)
  const indices = indicesFrom(logLengthOf(first) + 1, expansion.servers)
  addState(expansion, server, leader, log, indices, -1, 0, actionOf(Action.BecomeLeader, server, 0))
}

function clientRequests(
  expansion: Expansion,
  server: number,
  first: number,
  log: number,
  indices: number,
): void {
  const length = logLengthOf(first) + 1
  for (let value = 0; value < expansion.options.values; value++) {
    if (length > expansion.options.entries) {
      expansion.successors.generated += 1
      continue
    }
    const longer = withEntry(log, length, termOf(first) | (value << 3))
    const action = actionOf(Action.ClientRequest, server, value)
    addState(expansion, server, withLogLength(first, length), longer, indices, -1, 0, action)
  }
}

function advanceCommitIndex(
  expansion: Expansion,
  server: number,
  first: number,
  log: number,
  indices: number,
): void {
  let agreed = 0
  for (let index = 1; index <= logLengthOf(first); index++) {
    let agree = 1 << server
    for (let peer = 0; peer < expansion.servers; peer++) {
      if (matchIndexOf(indices, peer) >= index) agree |= 1 << peer
    }
    if (isQuorum(agree, expansion.servers)) agreed = index
  }
  const advances = agreed > 0 && termOfEntry(entryAt(log, agreed)) === termOf(first)
  const after = advances ? withCommitIndex(first, agreed) : first
  addState(expansion, server, after, log, indices, -1, 0, actionOf(Action.AdvanceCommitIndex, server, 0))
}

function appendEntries(
  expansion: Expansion,
  server: number,
  first: number,
  log: number,
  indices: number,
): void {
  const length = logLengthOf(first)
  for (let peer = 0; peer < expansion.servers; peer++) {
    if (peer === server) continue
    const next = nextIndexOf(indices, peer)
    const last = Math.min(length, next)
    const entry = next <= length ? entryAt(log, next) : 0
    const termBefore = next > 1 ? termOfEntry(entryAt(log, next - 1)) : 0
    const commitIndex = Math.min(commitIndexOf(first), last)
    const sent = message(
      Kind.AppendRequest,
      server,
      peer,
      termOf(first),
      termBefore,
      next - 1,
      entry,
      commitIndex,
      0,
    )
    addState(expansion, server, first, log, indices, -1, sent, actionOf(Action.AppendEntries, server, peer))
  }
}

function isQuorum(set: number, servers: number): boolean {
  let count = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) count++
  return 2 * count > servers
}
