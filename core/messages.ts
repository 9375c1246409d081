import type { Command } from './command.ts'
import type { Entry } from './log/entry.ts'
import { blankMessage, MessageKind, type Message } from './message.ts'
import type { SnapshotChunk } from './snapshots/snapshot.ts'

/** A RequestVote from a candidate whose log ends with (lastLogIndex, lastLogTerm). */
export function requestVote(
  from: number,
  to: number,
  term: number,
  lastLogIndex: number,
  lastLogTerm: number,
  byTransfer = false,
): Message {
  const message = blankMessage(MessageKind.RequestVote, from, to, term)
  message.lastLogIndex = lastLogIndex
  message.lastLogTerm = lastLogTerm
  message.byTransfer = byTransfer
  return message as Message
}

/** The answer to a RequestVote. */
export function vote(from: number, to: number, term: number, voteGranted: boolean): Message {
  const message = blankMessage(MessageKind.Vote, from, to, term)
  message.voteGranted = voteGranted
  return message as Message
}

/** A PreVote from a server whose log ends with (lastLogIndex, lastLogTerm). */
export function preVote(
  from: number,
  to: number,
  term: number,
  lastLogIndex: number,
  lastLogTerm: number,
): Message {
  const message = blankMessage(MessageKind.PreVote, from, to, term)
  message.lastLogIndex = lastLogIndex
  message.lastLogTerm = lastLogTerm
  return message as Message
}

/** The answer to a PreVote. */
export function preVoted(from: number, to: number, term: number, voteGranted: boolean): Message {
  const message = blankMessage(MessageKind.PreVoted, from, to, term)
  message.voteGranted = voteGranted
  return message as Message
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
  const message = blankMessage(MessageKind.AppendEntries, from, to, term)
  message.prevLogIndex = prevLogIndex
  message.prevLogTerm = prevLogTerm
  message.entries = entries
  message.leaderCommit = leaderCommit
  message.round = round
  return message as Message
}

/** The answer that the logs match up to `matchIndex`. */
export function appended(from: number, to: number, term: number, matchIndex: number, round: number): Message {
  const message = blankMessage(MessageKind.Appended, from, to, term)
  message.success = true
  message.matchIndex = matchIndex
  message.round = round
  return message as Message
}

/** The answer that the logs part at `prevLogIndex` or before, with a hint to where. */
export function refused(
  from: number,
  to: number,
  term: number,
  prevLogIndex: number,
  conflictIndex: number,
  conflictTerm: number,
  round: number,
): Message {
  const message = blankMessage(MessageKind.Appended, from, to, term)
  message.prevLogIndex = prevLogIndex
  message.conflictIndex = conflictIndex
  message.conflictTerm = conflictTerm
  message.round = round
  return message as Message
}

/** The answer to a leader of an older term: it tells of the newer one, and of nothing else. */
export function outdated(from: number, to: number, term: number): Message {
  return refused(from, to, term, 0, 0, 0, 0)
}

/** A part of a snapshot. */
export function installSnapshot(
  from: number,
  to: number,
  term: number,
  chunk: SnapshotChunk,
  round: number,
): Message {
  return withChunk(MessageKind.InstallSnapshot, from, to, term, chunk, round)
}

/** The answer to a part of a snapshot. */
export function installed(
  from: number,
  to: number,
  term: number,
  chunk: SnapshotChunk,
  round: number,
): Message {
  return withChunk(MessageKind.Installed, from, to, term, chunk, round)
}

/** The wish that the receiver lead. */
export function timeoutNow(from: number, to: number, term: number): Message {
  return blankMessage(MessageKind.TimeoutNow, from, to, term) as Message
}

/** The question how far the log may be committed, for this read. */
export function askReadIndex(from: number, to: number, term: number, command: Command): Message {
  const message = blankMessage(MessageKind.AskReadIndex, from, to, term)
  message.command = command
  return message as Message
}

/** The answer to it: all that was committed when the leader was asked comes no later than `index`. */
export function readIndex(from: number, to: number, term: number, command: Command, index: number): Message {
  const message = blankMessage(MessageKind.ReadIndex, from, to, term)
  message.command = command
  message.readIndex = index
  return message as Message
}

function withChunk(
  kind: MessageKind,
  from: number,
  to: number,
  term: number,
  chunk: SnapshotChunk,
  round: number,
): Message {
  const message = blankMessage(kind, from, to, term)
  message.chunk = chunk
  message.round = round
  return message as Message
}
