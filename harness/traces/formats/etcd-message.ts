import { z } from 'zod'
import { named } from '../named.ts'
import type { ServerNames } from '../server-names.ts'
import { blankTraceMessage, TraceMessageKind, type TraceMessage } from '../trace-message.ts'
import { NAME } from './name.ts'
import { INDEX, TERM } from './numbers.ts'

/** A message as etcd/raft writes it. */
export const MESSAGE = z.object({
  type: NAME,
  term: TERM,
  from: NAME,
  to: NAME,
  entries: INDEX,
  logTerm: TERM,
  index: INDEX,
  commit: INDEX,
  reject: z.boolean(),
  rejectHint: INDEX,
})

const KINDS: Readonly<Record<string, TraceMessageKind>> = {
  MsgVote: TraceMessageKind.RequestVote,
  MsgVoteResp: TraceMessageKind.Vote,
  MsgPreVote: TraceMessageKind.PreVote,
  MsgPreVoteResp: TraceMessageKind.PreVoted,
  MsgApp: TraceMessageKind.Append,
  MsgAppResp: TraceMessageKind.Appended,
  MsgHeartbeat: TraceMessageKind.Heartbeat,
  MsgHeartbeatResp: TraceMessageKind.HeartbeatAnswer,
  MsgSnap: TraceMessageKind.Snapshot,
  MsgTimeoutNow: TraceMessageKind.TimeoutNow,
}

/** Of a MsgSnap, `entries` is the index of the snapshot's last entry, whose term is not told. */
export function etcdMessage(message: z.infer<typeof MESSAGE>, servers: ServerNames): TraceMessage {
  const kind = named(KINDS, message.type) ?? TraceMessageKind.Other
  const made = blankTraceMessage(kind, servers.numberOf(message.from), servers.numberOf(message.to))
  made.term = message.term
  made.commit = message.commit
  made.reject = message.reject ? 1 : 0
  made.hint = message.rejectHint
  if (kind === TraceMessageKind.Snapshot) {
    made.index = message.entries
    made.count = 0
    return made
  }
  made.index = message.index
  made.logTerm = message.logTerm
  made.count = message.entries
  return made
}
