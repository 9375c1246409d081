import { Operation, type Command } from '../command.ts'
import { DiskFile, Timer } from '../effect.ts'
import { InputKind, type Input } from '../input.ts'
import type { Entry } from '../log/entry.ts'
import { appended, appendEntries, refused, requestVote, vote, type Message } from '../message.ts'
import { entriesOf } from './entries.ts'

/** What can happen to the server under test, S1, in few words. A place in a log is `[index, term]`. */
type Place = readonly [index: number, term: number]

interface Letter {
  readonly from: number
  readonly term: number
}

/** The election timeout elapses. */
export const timeout: Input = { kind: InputKind.Timer, timer: Timer.Election }

/** A leader has been silent for a heartbeat interval. */
export const heartbeatDue: Input = { kind: InputKind.Timer, timer: Timer.Heartbeat }

/** The write of this term is durable. */
export function termFlushed(term: number): Input {
  return { kind: InputKind.Flushed, file: DiskFile.Term, index: 0, term }
}

/** The log is durable up to the write that ended with this entry. */
export function logFlushed(index: number, term: number): Input {
  return { kind: InputKind.Flushed, file: DiskFile.Log, index, term }
}

/** A client asks. */
export function asks(command: Command): Input {
  return { kind: InputKind.Request, command }
}

/** A client's operation that writes a value. */
export function put(value: number, serial = 1): Command {
  return { session: 0, serial, operation: Operation.Write, key: 0, value, expected: 0 }
}

/** A client's operation that reads what `put` writes. */
export function get(serial = 1): Command {
  return { session: 1, serial, operation: Operation.Read, key: 0, value: 0, expected: 0 }
}

/** A message arrives. */
export function arrives(message: Message): Input {
  return { kind: InputKind.Message, message }
}

/** A candidate whose log ends at `last` asks for a vote. */
export function canvasses({ from, term, last = [0, 0] }: Letter & { last?: Place }): Input {
  return arrives(requestVote(from, 0, term, ...last))
}

/** A server answers a candidate. */
export function votes({ from, term, granted = true }: Letter & { granted?: boolean }): Input {
  return arrives(vote(from, 0, term, granted))
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

/** A follower answers AppendEntries: its log lacks the entry before the new ones, and this is where it could begin. */
export function rejects({
  from,
  term,
  conflict,
  round = 0,
}: Letter & { conflict: Place; round?: number }): Input {
  return arrives(refused(from, 0, term, ...conflict, round))
}
