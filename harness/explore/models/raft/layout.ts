/**
 * How a state of the bounded Raft is packed. A server is three words, a message one; a row has the servers first, then the
 * different messages in flight, in no particular order. Terms and indices are below 8, servers at most 5, logs at most 6
 * entries long, values at most 4.
 */
export const WORDS = 3

/** What a server is. */
export const State = { Follower: 0, Candidate: 1, Leader: 2 } as const

/**
 * The first word of a server: currentTerm 3 bits, state 2, votedFor 3 (0: nobody), commitIndex 3, length of the log 3,
 * votesResponded 5, votesGranted 5. The second: five bits an entry, its term and value. The third: nextIndex three bits
 * a server, then matchIndex.
 */
export function serverWord(
  term: number,
  state: number,
  votedFor: number,
  commitIndex: number,
  logLength: number,
  responded: number,
  granted: number,
): number {
  return (
    term |
    (state << 3) |
    (votedFor << 5) |
    (commitIndex << 8) |
    (logLength << 11) |
    (responded << 14) |
    (granted << 19)
  )
}

/** currentTerm. */
export const termOf = (server: number): number => server & 7
/** What the server is: one of `State`. */
export const stateOf = (server: number): number => (server >>> 3) & 3
/** The number of who got the vote, plus 1; 0: nobody. */
export const votedForOf = (server: number): number => (server >>> 5) & 7
/** commitIndex. */
export const commitIndexOf = (server: number): number => (server >>> 8) & 7
/** How long the log is. */
export const logLengthOf = (server: number): number => (server >>> 11) & 7
/** votesResponded, a set. */
export const respondedOf = (server: number): number => (server >>> 14) & 31
/** votesGranted, a set. */
export const grantedOf = (server: number): number => (server >>> 19) & 31

/** The same server with another commitIndex. */
export const withCommitIndex = (server: number, index: number): number => (server & ~(7 << 8)) | (index << 8)
/** The same server with another length of its log. */
export const withLogLength = (server: number, length: number): number =>
  (server & ~(7 << 11)) | (length << 11)

/** The entry at an index, from 1: its term in the lower three bits, its value above. */
export const entryAt = (log: number, index: number): number => (log >>> (5 * (index - 1))) & 31
/** A log with an entry at an index where it had none. */
export const withEntry = (log: number, index: number, entry: number): number =>
  log | (entry << (5 * (index - 1)))
/** A log without what it had at an index. */
export const withoutEntry = (log: number, index: number): number => log & ~(31 << (5 * (index - 1)))
/** The term of an entry. */
export const termOfEntry = (entry: number): number => entry & 7

/** The term of the last entry of a log; 0 where it is empty. */
export const lastTermOf = (server: number, log: number): number =>
  logLengthOf(server) === 0 ? 0 : termOfEntry(entryAt(log, logLengthOf(server)))

/** nextIndex of a peer. */
export const nextIndexOf = (indices: number, peer: number): number => (indices >>> (3 * peer)) & 7
/** matchIndex of a peer. */
export const matchIndexOf = (indices: number, peer: number): number => (indices >>> (15 + 3 * peer)) & 7
/** The same indices with another nextIndex of a peer. */
export const withNextIndex = (indices: number, peer: number, index: number): number =>
  (indices & ~(7 << (3 * peer))) | (index << (3 * peer))
/** The same indices with another matchIndex of a peer. */
export const withMatchIndex = (indices: number, peer: number, index: number): number =>
  (indices & ~(7 << (15 + 3 * peer))) | (index << (15 + 3 * peer))

/** The third word of a server whose nextIndex is the same for all of so many servers, and whose matchIndex is 0. */
export function indicesFrom(next: number, servers: number): number {
  let indices = 0
  for (let peer = 0; peer < servers; peer++) indices |= next << (3 * peer)
  return indices
}

/** The kinds of message. */
export const Kind = { VoteRequest: 0, VoteResponse: 1, AppendRequest: 2, AppendResponse: 3 } as const

/**
 * A message: kind 2 bits, from 3, to 3, term 3, then by kind: the term of the entry before (or of the last one) 3, its
 * index 3 (or matchIndex), an entry 5 (its term 0: none), commitIndex 3, granted or success 1; and how many copies more
 * are in flight than one 3.
 */
export function message(
  kind: number,
  from: number,
  to: number,
  term: number,
  entryTerm: number,
  index: number,
  entry: number,
  commitIndex: number,
  flag: number,
): number {
  return (
    kind |
    (from << 2) |
    (to << 5) |
    (term << 8) |
    (entryTerm << 11) |
    (index << 14) |
    (entry << 17) |
    (commitIndex << 22) |
    (flag << 25)
  )
}

/** The kind of a message. */
export const kindOf = (sent: number): number => sent & 3
/** Who sent it. */
export const fromOf = (sent: number): number => (sent >>> 2) & 7
/** Whom it is for. */
export const toOf = (sent: number): number => (sent >>> 5) & 7
/** Its term. */
export const termOfMessage = (sent: number): number => (sent >>> 8) & 7
/** The term of the entry before it, or of the last one in the log. */
export const entryTermOf = (sent: number): number => (sent >>> 11) & 7
/** The index of that entry, or what an answer says is matched. */
export const indexOf = (sent: number): number => (sent >>> 14) & 7
/** The entry it carries; 0: none. */
export const entryOf = (sent: number): number => (sent >>> 17) & 31
/** The commitIndex it carries. */
export const commitIndexOfMessage = (sent: number): number => (sent >>> 22) & 7
/** Whether the vote is granted, or the entries fit. */
export const flagOf = (sent: number): number => (sent >>> 25) & 1

/** Added to a message: one more copy of it is in flight. */
export const ONE_COPY = 1 << 26
/** How many copies of a message are in flight. */
export const copiesOf = (sent: number): number => (sent >>> 26) + 1
/** A message without the number of its copies. */
export const contentOf = (sent: number): number => sent & (ONE_COPY - 1)
