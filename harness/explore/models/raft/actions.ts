import { fromOf, Kind, kindOf, termOfMessage, toOf } from './layout.ts'

/** The steps of the bounded Raft, by their names in raft.tla. */
export const Action = {
  Restart: 0,
  Timeout: 1,
  RequestVote: 2,
  BecomeLeader: 3,
  ClientRequest: 4,
  AdvanceCommitIndex: 5,
  AppendEntries: 6,
  UpdateTerm: 7,
  HandleRequestVoteRequest: 8,
  HandleRequestVoteResponse: 9,
  HandleAppendEntriesRequest: 10,
  HandleAppendEntriesResponse: 11,
  DropStaleResponse: 12,
  DuplicateMessage: 13,
  DropMessage: 14,
} as const

const NAMES = Object.keys(Action)
const KINDS = Object.keys(Kind)

/** The number of a step: of a server and a peer or value; or of the message at a place of the row. */
export function actionOf(action: number, one: number, other: number): number {
  return action | (one << 4) | (other << 12)
}

/** A step in words. */
export function actionName(words: Int32Array, at: number, action: number): string {
  const kind = action & 15
  const name = NAMES[kind] as string
  const one = (action >> 4) & 255
  const other = action >> 12
  if (kind >= Action.UpdateTerm) return `${name}(${messageName(words[at + one] as number)})`
  if (kind === Action.ClientRequest) return `${name}(s${one + 1}, v${other + 1})`
  const pair = kind === Action.RequestVote || kind === Action.AppendEntries
  return pair ? `${name}(s${one + 1}, s${other + 1})` : `${name}(s${one + 1})`
}

/** A message in words. */
export function messageName(sent: number): string {
  return `${KINDS[kindOf(sent)]} s${fromOf(sent) + 1}→s${toOf(sent) + 1} t${termOfMessage(sent)}`
}
