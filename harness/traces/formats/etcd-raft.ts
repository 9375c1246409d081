import { z } from 'zod'
import { checked } from '../checked.ts'
import type { Format, Importer } from '../format.ts'
import { named } from '../named.ts'
import type { ServerNames } from '../server-names.ts'
import { blankEvent, NOBODY, TraceKind, UNKNOWN, type TraceEvent } from '../trace-event.ts'
import { etcdMessage, MESSAGE } from './etcd-message.ts'
import { ETCD_SEMANTICS, WITH_HOST } from './etcd-semantics.ts'
import { etcdState, STATE } from './etcd-state.ts'
import { hostEvent, HOST_LINE } from './etcd-host.ts'
import { NAME } from './name.ts'

const LINE = z.object({
  tag: z.literal('trace'),
  event: z.object({ name: NAME, nid: NAME, ...STATE, msg: MESSAGE.optional() }),
})

/** What each event of the library is here; the state on all but Receive is the one after what has been done so far. */
const KINDS: Readonly<Record<string, TraceKind>> = {
  BecomeFollower: TraceKind.Role,
  BecomeCandidate: TraceKind.Role,
  BecomeLeader: TraceKind.Role,
  Replicate: TraceKind.Propose,
  ChangeConf: TraceKind.Propose,
  ApplyConfChange: TraceKind.Configure,
  Commit: TraceKind.Commit,
  Ready: TraceKind.Ready,
  SendAppendEntriesRequest: TraceKind.Send,
  SendAppendEntriesResponse: TraceKind.Send,
  SendRequestVoteRequest: TraceKind.Send,
  SendRequestVoteResponse: TraceKind.Send,
  ReceiveAppendEntriesRequest: TraceKind.Receive,
  ReceiveAppendEntriesResponse: TraceKind.Receive,
  ReceiveRequestVoteRequest: TraceKind.Receive,
  ReceiveRequestVoteResponse: TraceKind.Receive,
}

/**
 * What etcd/raft writes with its build tag `with_tla`, as it comes; lines of tag `x`, where a host interleaves them, tell
 * what the library does not see: what is durable, crashes, what is applied, reads.
 */
export const etcdRaft: Format = {
  name: 'etcd-raft',
  title: 'etcd/raft, built with the tag with_tla',
  recognises: (first) => isLine(first, 'trace') || isLine(first, 'x'),
  prologue: (first) => ({
    semantics: isLine(first[0], 'x') ? WITH_HOST : ETCD_SEMANTICS,
    implementation: 'etcd-io/raft',
    voters: null,
  }),
  importer,
}

function isLine(record: unknown, tag: string): boolean {
  if (typeof record !== 'object' || record === null) return false
  const { tag: its, event, x } = record as { tag?: unknown; event?: unknown; x?: unknown }
  return its === tag && (tag === 'x' ? x : event) !== undefined
}

function importer(file: number, servers: ServerNames): Importer {
  /** By server: it is being made, and what it loads shows piece by piece. */
  const starting: boolean[] = []
  return (record, line) => {
    if (isLine(record, 'x')) return hostEvent(checked(HOST_LINE, record, line).x, file, line, servers)
    if (isOther(record)) return null
    const { event } = checked(LINE, record, line)
    const server = servers.numberOf(event.nid)
    const isInit = event.name === 'InitState'
    if (isInit) starting[server] = true
    const kind = isInit ? TraceKind.Start : named(KINDS, event.name)
    if (kind === undefined) return null
    const made = blankEvent(kind, file, line, server, event.name)
    made.state = etcdState(event, servers)
    if (event.msg !== undefined) made.message = etcdMessage(event.msg, servers)
    if (starting[server] !== true) return made
    starting[server] = isInit || event.name === 'BecomeFollower' || event.name === 'ApplyConfChange'
    return starting[server] ? whileStarting(made, event.name) : made
  }
}

/** Lines of other tags are the application's own. */
function isOther(record: unknown): boolean {
  const { tag } = (record ?? {}) as { tag?: unknown }
  return typeof tag === 'string' && tag !== 'trace'
}

/** A server is made before term, vote and configuration are loaded into it: until then only its log's end says what it has. */
function whileStarting(event: ReturnType<typeof blankEvent>, name: string): TraceEvent {
  event.kind = TraceKind.Start
  const { state } = event
  if (state === null || name === 'BecomeFollower' || (name === 'ApplyConfChange' && state.term > 0))
    return event
  const isBlank = state.term === 0 && state.vote === NOBODY
  event.state = {
    ...state,
    term: isBlank ? UNKNOWN : state.term,
    vote: isBlank ? UNKNOWN : state.vote,
    commit: UNKNOWN,
    voters: UNKNOWN,
    outgoing: UNKNOWN,
  }
  return event
}
