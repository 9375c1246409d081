import { MessageKind } from '../../../core/message.ts'
import { ANSWER, ASK } from '../../recording/story.ts'

/** What messages are drawn alike, each family with a stroke of its own. */
export type Family = 'election' | 'replication' | 'snapshot' | 'reading' | 'client'

/** The families, with what is in them, for a key to the picture. */
export const FAMILIES: readonly (readonly [Family, string])[] = [
  ['election', 'RequestVote, Vote, PreVote, TimeoutNow'],
  ['replication', 'AppendEntries, Appended'],
  ['snapshot', 'InstallSnapshot, Installed'],
  ['reading', 'AskReadIndex, ReadIndex'],
  ['client', 'clients ask, servers answer'],
]

/** The same, by the names that traces are told in. */
export const TRACED: readonly (readonly [Family, string])[] = [
  ['election', 'request-vote, vote, pre-vote, pre-voted, timeout-now'],
  ['replication', 'append, appended, heartbeat, heartbeat-answer'],
  ['snapshot', 'snapshot, snapshot-answer'],
  ['reading', 'other'],
]

/** By kind of message: its family, and whether it answers another. */
const KINDS: Readonly<Record<number, readonly [Family, boolean]>> = {
  [MessageKind.RequestVote]: ['election', false],
  [MessageKind.Vote]: ['election', true],
  [MessageKind.AppendEntries]: ['replication', false],
  [MessageKind.Appended]: ['replication', true],
  [MessageKind.InstallSnapshot]: ['snapshot', false],
  [MessageKind.Installed]: ['snapshot', true],
  [MessageKind.PreVote]: ['election', false],
  [MessageKind.PreVoted]: ['election', true],
  [MessageKind.TimeoutNow]: ['election', false],
  [MessageKind.AskReadIndex]: ['reading', false],
  [MessageKind.ReadIndex]: ['reading', true],
  [ASK]: ['client', false],
  [ANSWER]: ['client', true],
}

/** The family of a kind of message, and whether it answers another. */
export function familyOf(kind: number): readonly [family: Family, isReply: boolean] {
  return KINDS[kind] ?? ['replication', false]
}
