import { Operation, type Value } from '../../core/command.ts'
import { AnswerStatus, type Answer } from '../../core/effect.ts'
import { MessageKind, type Message } from '../../core/message.ts'
import { NOBODY } from '../../core/server.ts'
import { operationName, serverName } from '../../harness/world/names.ts'
import { elementsOf } from '../../properties/linearizability/operation-text.ts'

/** What a message says, beside its kind and its term. */
export function messageDetail(message: Message): string {
  switch (message.kind) {
    case MessageKind.RequestVote:
      return `${lastEntry(message.lastLogIndex, message.lastLogTerm)}${message.byTransfer ? ', by transfer' : ''}`
    case MessageKind.PreVote:
      return lastEntry(message.lastLogIndex, message.lastLogTerm)
    case MessageKind.Vote:
    case MessageKind.PreVoted:
      return message.voteGranted ? 'granted' : 'denied'
    case MessageKind.AppendEntries: {
      const { prevLogIndex, prevLogTerm, entries, leaderCommit } = message
      const first = prevLogIndex + 1
      const last = prevLogIndex + entries.length
      const carried =
        entries.length === 0 ? 'no entries' : first === last ? `entry ${first}` : `entries ${first}–${last}`
      return `${carried} after ${placeOf(prevLogIndex, prevLogTerm)}, commit ${leaderCommit}`
    }
    case MessageKind.Appended:
      if (message.success) return `matches to ${message.matchIndex}`
      // The answer to a leader of an older term: a true conflict has an index of at least 1.
      return !message.success && message.conflictIndex === 0
        ? 'refused: a newer term'
        : `refused: ${message.prevLogIndex} is not there, go on from ${message.conflictIndex}`
    case MessageKind.InstallSnapshot: {
      const { lastIncludedIndex, offset, bytes, done } = message.chunk
      return `snapshot to ${lastIncludedIndex}, bytes ${offset} to ${offset + bytes.length}${done ? ', the last' : ''}`
    }
    case MessageKind.Installed: {
      const { lastIncludedIndex, offset, done } = message.chunk
      return done
        ? `has all to ${lastIncludedIndex}`
        : `snapshot to ${lastIncludedIndex}, go on at byte ${offset}`
    }
    case MessageKind.TimeoutNow:
      return 'begin an election at once'
    case MessageKind.AskReadIndex:
      return `for ${operationName(message.command.session, message.command.serial)}`
    case MessageKind.ReadIndex:
      return `${message.readIndex} for ${operationName(message.command.session, message.command.serial)}`
  }
}

/** Of a list no more than its newest elements are told. */
const MOST_ELEMENTS = 8

/** What a client is told of what it asked. */
export function answerDetail({ status, value, leader }: Answer, operation: Operation): string {
  switch (status) {
    case AnswerStatus.Done:
      return doneText(value, operation)
    case AnswerStatus.Redirect:
      return leader === NOBODY ? 'leader unknown' : `sent on to ${serverName(leader)}`
    case AnswerStatus.Refused:
      return 'refused'
    case AnswerStatus.Unknown:
      return 'outcome unknown'
    case AnswerStatus.Expired:
      return 'session expired'
  }
}

function doneText(value: Value, operation: Operation): string {
  if (operation === Operation.Swap) return value === 1 ? 'succeeds' : 'fails'
  if (operation === Operation.Append) return `gives length ${value as number}`
  if (operation !== Operation.Read) return 'done'
  if (typeof value === 'number') return `gives ${value}`
  const elements = elementsOf(value)
  const newest = elements.slice(-MOST_ELEMENTS)
  return `gives [${newest.length < elements.length ? '… ' : ''}${newest.join(' ')}]`
}

function lastEntry(index: number, term: number): string {
  return index === 0 ? 'its log is empty' : `its log ends with ${placeOf(index, term)}`
}

function placeOf(index: number, term: number): string {
  return index === 0 ? 'the beginning' : `${index} of term ${term}`
}
