import { Operation, type Command } from '../command.ts'
import { DiskFile, FIRST_SEGMENT, Timer } from '../effect.ts'
import { InputKind, type Input } from '../input.ts'
import type { Entry } from '../log/entry.ts'
import type { Message } from '../message.ts'
import {
  askReadIndex,
  appended,
  appendEntries,
  installed,
  installSnapshot,
  preVote,
  preVoted,
  readIndex,
  refused,
  requestVote,
  timeoutNow,
  vote,
} from '../messages.ts'
import type { Snapshot, SnapshotChunk } from '../snapshots/snapshot.ts'
import { entriesOf } from './entries.ts'

/** What can happen to the server under test, S1, in few words. A place in a log is `[index, term]`. */
type Place = readonly [index: number, term: number]

interface Letter {
  readonly from: number
  readonly term: number
}

/** A timer fires. */
export function fires(timer: Timer): Input {
  return { kind: InputKind.Timer, clock: 0, timer }
}

/** The same, at another reading of the server's clock. */
export function at(clock: number, input: Input): Input {
  return { ...input, clock }
}

/** The election timeout elapses. */
export const timeout: Input = fires(Timer.Election)

/** A leader has been silent for a heartbeat interval. */
export const heartbeatDue: Input = fires(Timer.Heartbeat)

/** A follower has not heard from its leader for the shortest election timeout. */
export const leaderMissed: Input = fires(Timer.Stickiness)

/** It is time for a leader to look whom it has heard from. */
export const contactDue: Input = fires(Timer.Contact)

/** A transfer of leadership has taken an election timeout. */
export const transferOverdue: Input = fires(Timer.Transfer)

/** The write of this term is durable. */
export function termFlushed(term: number): Input {
  return flushed(DiskFile.Term, 0, term)
}

/** The log is durable up to the write, to this segment, that ended with this entry: with the record of its number, if no entry was written twice. */
export function logFlushed(index: number, term: number, segment = FIRST_SEGMENT, number = index): Input {
  return flushed(DiskFile.Log, index, term, segment, number)
}

/** A snapshot up to this entry is durable. */
export function snapshotFlushed(index: number, term: number): Input {
  return flushed(DiskFile.Snapshot, index, term)
}

/** The machine is durable as it was after this entry. */
export function machineFlushed(index: number, term: number): Input {
  return flushed(DiskFile.Machine, index, term)
}

/** A write to a file did not succeed. */
export function writeFailed(file: DiskFile): Input {
  return { kind: InputKind.Failed, clock: 0, file }
}

function flushed(file: DiskFile, index: number, term: number, segment = FIRST_SEGMENT, number = 0): Input {
  return { kind: InputKind.Flushed, clock: 0, file, index, term, segment, number }
}

/** The machine has taken over the state of the snapshot up to this entry. */
export function restored(index: number, term: number): Input {
  return { kind: InputKind.Restored, clock: 0, index, term }
}

/** It is time to apply some more of what is committed. */
export const nextPage: Input = { kind: InputKind.Continue, clock: 0 }

/** A client asks. */
export function asks(command: Command): Input {
  return { kind: InputKind.Request, clock: 0, command }
}

/** A client's operation that writes a value. */
export function put(value: number, serial = 1): Command {
  return { session: 0, serial, registration: 0, operation: Operation.Write, key: 0, value, expected: 0 }
}

/** The same command, asked in a session that was registered. */
export function within(registration: number, command: Command): Command {
  return { ...command, registration }
}

/** A client's operation that reads what `put` writes. */
export function get(serial = 1): Command {
  return { session: 1, serial, registration: 0, operation: Operation.Read, key: 0, value: 0, expected: 0 }
}

/** The request for these voters, a set, and these learners. */
export function reconfigure(voters: number, { learners = 0, serial = 1, session = 2 } = {}): Command {
  return {
    session,
    serial,
    registration: 0,
    operation: Operation.Reconfigure,
    key: 0,
    value: voters,
    expected: learners,
  }
}

/** The request that this server lead. */
export function transferTo(server: number, serial = 1): Command {
  return {
    session: 3,
    serial,
    registration: 0,
    operation: Operation.TransferLeadership,
    key: 0,
    value: server,
    expected: 0,
  }
}

/** A message arrives. */
export function arrives(message: Message): Input {
  return { kind: InputKind.Message, clock: 0, message }
}

/** A candidate whose log ends at `last` asks for a vote. */
export function canvasses({
  from,
  term,
  last = [0, 0],
  byTransfer = false,
}: Letter & { last?: Place; byTransfer?: boolean }): Input {
  return arrives(requestVote(from, 0, term, ...last, byTransfer))
}

/** A server answers a candidate. */
export function votes({ from, term, granted = true }: Letter & { granted?: boolean }): Input {
  return arrives(vote(from, 0, term, granted))
}

/** A server whose log ends at `last` asks whether it would be given a vote in `term`. */
export function soundsOut({ from, term, last = [0, 0] }: Letter & { last?: Place }): Input {
  return arrives(preVote(from, 0, term, ...last))
}

/** A server answers whether it would give its vote: in `term`, or denied in its own. */
export function wouldVote({ from, term, granted = true }: Letter & { granted?: boolean }): Input {
  return arrives(preVoted(from, 0, term, granted))
}

/** A leader wants this server to succeed it. */
export function handsOver({ from, term }: Letter): Input {
  return arrives(timeoutNow(from, 0, term))
}

/** A follower that was asked for this read wants to know how far the log may be committed. */
export function wantsIndex({ from, term, read = get() }: Letter & { read?: Command }): Input {
  return arrives(askReadIndex(from, 0, term, read))
}

/** A leader tells how far, for this read. */
export function tellsIndex({
  from,
  term,
  index,
  read = get(),
}: Letter & { index: number; read?: Command }): Input {
  return arrives(readIndex(from, 0, term, read, index))
}

/** A leader sends AppendEntries: behind `prev`, entries of these terms or else these entries. */
export function replicates(
  request: Letter & { prev?: Place; terms?: number[]; entries?: Entry[]; commit?: number; round?: number },
): Input {
  const { from, term, prev = [0, 0], terms = [], commit = 0, round = 0 } = request
  const { entries = entriesOf(terms, prev[0]) } = request
  return arrives(appendEntries(from, 0, term, ...prev, entries, commit, round))
}

/** A follower answers AppendEntries: its log matches up to `match`. */
export function accepts({ from, term, match, round = 0 }: Letter & { match: number; round?: number }): Input {
  return arrives(appended(from, 0, term, match, round))
}

/** A follower answers AppendEntries: its log lacks the entry at `prev`, somewhere if not said, and this is where it could begin. */
export function rejects({
  from,
  term,
  prev = Infinity,
  conflict,
  round = 0,
}: Letter & { prev?: number; conflict: Place; round?: number }): Input {
  return arrives(refused(from, 0, term, prev, ...conflict, round))
}

/** A leader sends a part of a snapshot. */
export function installs({
  from,
  term,
  part,
  round = 0,
}: Letter & { part: SnapshotChunk; round?: number }): Input {
  return arrives(installSnapshot(from, 0, term, part, round))
}

/** A follower answers InstallSnapshot: it has the snapshot up to this offset or, if none is said, all that it stands for. */
export function receives({
  from,
  term,
  snapshot,
  offset,
  round = 0,
}: Letter & { snapshot: Snapshot; offset?: number; round?: number }): Input {
  const { lastIncludedIndex, lastIncludedTerm } = snapshot
  const answer = { lastIncludedIndex, lastIncludedTerm, bytes: new Uint8Array(0) }
  const chunk = { ...answer, offset: offset ?? 0, done: offset === undefined }
  return arrives(installed(from, 0, term, chunk, round))
}
