import { kindsOf, type Semantics } from '../semantics.ts'
import { TraceKind } from '../trace-event.ts'
import { TraceMessageKind } from '../trace-message.ts'

/**
 * What the library alone tells: not what its host makes durable, nor messages of PreVote, transfer and reads, nor snapshots
 * that the host sends by itself, nor the entry by which a joint configuration is left.
 */
export const ETCD_SEMANTICS: Semantics = {
  complete: kindsOf(
    TraceKind.Start,
    TraceKind.Receive,
    TraceKind.Send,
    TraceKind.Role,
    TraceKind.Propose,
    TraceKind.Commit,
    TraceKind.Ready,
  ),
  messages: kindsOf(
    TraceMessageKind.RequestVote,
    TraceMessageKind.Vote,
    TraceMessageKind.Append,
    TraceMessageKind.Appended,
    TraceMessageKind.Heartbeat,
    TraceMessageKind.HeartbeatAnswer,
  ),
  receiveShows: 'before',
  sends: 'as made',
  selfMessages: true,
  configuration: 'on apply',
  order: 'total',
  disk: 'by ready',
  appendsUnasked: true,
}

/** With a host that tells what it does. */
export const WITH_HOST: Semantics = {
  ...ETCD_SEMANTICS,
  disk: 'as told',
  complete:
    ETCD_SEMANTICS.complete |
    kindsOf(
      TraceKind.Persist,
      TraceKind.Crash,
      TraceKind.Apply,
      TraceKind.Restore,
      TraceKind.ReadAsked,
      TraceKind.ReadAnswered,
    ),
}
