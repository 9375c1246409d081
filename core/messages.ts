import type { Entry } from './log/entry.ts'
import { message, MessageKind, type Message } from './message.ts'
import type { SnapshotChunk } from './snapshots/snapshot.ts'

const NO_ENTRIES: readonly Entry[] = []

/** A RequestVote from a candidate whose log ends with (lastLogIndex, lastLogTerm). */
export function requestVote(
  from: number,
  to: number,
  term: number,
  lastLogIndex: number,
  lastLogTerm: number,
  byTransfer = false,
): Message {
  return message(
    MessageKind.RequestVote,
    from,
    to,
    term,
    lastLogIndex,
    lastLogTerm,
    false,
    0,
    0,
    NO_ENTRIES,
    0,
    0,
    false,
    0,
    0,
    0,
    byTransfer,
    null,
  )
}

/** The answer to a RequestVote. */
export function vote(from: number, to: number, term: number, voteGranted: boolean): Message {
  return message(
    MessageKind.Vote,
    from,
    to,
    term,
    0,
    0,
    voteGranted,
    0,
    0,
    NO_ENTRIES,
    0,
    0,
    false,
    0,
    0,
    0,
    false,
    null,
  )
}

/** A PreVote from a server whose log ends with (lastLogIndex, lastLogTerm). */
export function preVote(
  from: number,
  to: number,
  term: number,
  lastLogIndex: number,
  lastLogTerm: number,
): Message {
  return message(
    MessageKind.PreVote,
    from,
    to,
    term,
    lastLogIndex,
    lastLogTerm,
    false,
    0,
    0,
    NO_ENTRIES,
    0,
    0,
    false,
    0,
    0,
    0,
    false,
    null,
  )
}

/** The answer to a PreVote. */
export function preVoted(from: number, to: number, term: number, voteGranted: boolean): Message {
  return message(
    MessageKind.PreVoted,
    from,
    to,
    term,
    0,
    0,
    voteGranted,
    0,
    0,
    NO_ENTRIES,
    0,
    0,
    false,
    0,
    0,
    0,
    false,
    null,
  )
}

/** An AppendEntries whose entries follow (prevLogIndex, prevLogTerm). */
export function appendEntries(
  from: number,
  to: number,
  term: number,
  prevLogIndex: number,
  prevLogTerm: number,
  entries: readonly Entry[],
  leaderCommit: number,
  round: number,
): Message {
  return message(
    MessageKind.AppendEntries,
    from,
    to,
    term,
    0,
    0,
    false,
    prevLogIndex,
    prevLogTerm,
    entries,
    leaderCommit,
    round,
    false,
    0,
    0,
    0,
    false,
    null,
  )
}

/** The answer that the logs match up to `matchIndex`. */
export function appended(from: number, to: number, term: number, matchIndex: number, round: number): Message {
  return message(
    MessageKind.Appended,
    from,
    to,
    term,
    0,
    0,
    false,
    0,
    0,
    NO_ENTRIES,
    0,
    round,
    true,
    matchIndex,
    0,
    0,
    false,
    null,
  )
}

/** The answer that the logs part, with a hint to where. */
export function refused(
  from: number,
  to: number,
  term: number,
  conflictIndex: number,
  conflictTerm: number,
  round: number,
): Message {
  return message(
    MessageKind.Appended,
    from,
    to,
    term,
    0,
    0,
    false,
    0,
    0,
    NO_ENTRIES,
    0,
    round,
    false,
    0,
    conflictIndex,
    conflictTerm,
    false,
    null,
  )
}

/** The answer to a leader of an older term: it tells of the newer one, and of nothing else. */
export function outdated(from: number, to: number, term: number): Message {
  return refused(from, to, term, 0, 0, 0)
}

/** A part of a snapshot. */
export function installSnapshot(
  from: number,
  to: number,
  term: number,
  chunk: SnapshotChunk,
  round: number,
): Message {
  return message(
    MessageKind.InstallSnapshot,
    from,
    to,
    term,
    0,
    0,
    false,
    0,
    0,
    NO_ENTRIES,
    0,
    round,
    false,
    0,
    0,
    0,
    false,
    chunk,
  )
}

/** The answer to a part of a snapshot. */
export function installed(
  from: number,
  to: number,
  term: number,
  chunk: SnapshotChunk,
  round: number,
): Message {
  return message(
    MessageKind.Installed,
    from,
    to,
    term,
    0,
    0,
    false,
    0,
    0,
    NO_ENTRIES,
    0,
    round,
    false,
    0,
    0,
    0,
    false,
    chunk,
  )
}

/** The wish that the receiver lead. */
export function timeoutNow(from: number, to: number, term: number): Message {
  return message(
    MessageKind.TimeoutNow,
    from,
    to,
    term,
    0,
    0,
    false,
    0,
    0,
    NO_ENTRIES,
    0,
    0,
    false,
    0,
    0,
    0,
    false,
    null,
  )
}
