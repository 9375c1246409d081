import { KIND_NAMES, TraceKind } from '../../harness/traces/trace-event.ts'
import { tellsAll, tellsMessages, type Semantics } from '../../harness/traces/semantics.ts'
import { MESSAGE_NAMES, TraceMessageKind } from '../../harness/traces/trace-message.ts'
import { RULES, type RuleName } from './rules.ts'

/** What a rule needs a trace to tell in full, so that nothing can escape it. */
interface Need {
  readonly kinds: readonly TraceKind[]
  readonly messages?: readonly TraceMessageKind[]
  readonly total?: boolean
  readonly disk?: boolean
}

const STEPS: readonly TraceKind[] = [TraceKind.Start, TraceKind.Receive]

const NEEDS: Readonly<Record<RuleName, Need>> = {
  'election safety': { kinds: [] },
  'leader append-only': { kinds: STEPS },
  'log matching': { kinds: [] },
  'leader completeness': { kinds: STEPS },
  'state-machine safety': { kinds: [] },
  'one vote a term': { kinds: STEPS, messages: [TraceMessageKind.RequestVote] },
  'vote for a complete log': {
    kinds: STEPS,
    messages: [TraceMessageKind.RequestVote, TraceMessageKind.Vote],
  },
  'quorum of votes': { kinds: STEPS, messages: [TraceMessageKind.Vote] },
  'quorum of copies': { kinds: STEPS, messages: [TraceMessageKind.Appended] },
  'commit of the own term': { kinds: STEPS, messages: [TraceMessageKind.Appended] },
  'terms only grow': { kinds: [] },
  election: { kinds: STEPS },
  roles: { kinds: [...STEPS, TraceKind.Role] },
  'stale term': { kinds: STEPS, messages: [TraceMessageKind.Append] },
  'consistency check': { kinds: STEPS, messages: [TraceMessageKind.Append] },
  'remove on conflict only': { kinds: STEPS, messages: [TraceMessageKind.Append] },
  'log grows by its leader': { kinds: STEPS },
  commitIndex: { kinds: STEPS },
  'what is sent': { kinds: STEPS },
  network: { kinds: [TraceKind.Send, TraceKind.Receive] },
  'durable before sent': {
    kinds: [TraceKind.Start, TraceKind.Persist, TraceKind.Send, TraceKind.Receive],
    total: true,
  },
  restart: { kinds: [TraceKind.Start], disk: true },
  snapshot: { kinds: STEPS },
  'apply in order': { kinds: [TraceKind.Apply] },
  'one change at a time': { kinds: STEPS },
  reads: { kinds: [TraceKind.ReadAsked, TraceKind.ReadAnswered], total: true },
}

/** The rules that a trace could be held to in full, and the others with what of them it does not tell. */
export interface Coverage {
  readonly checked: readonly RuleName[]
  readonly partly: readonly { readonly rule: RuleName; readonly lacks: readonly string[] }[]
}

/** What a trace with some meaning can show. */
export function coverageOf(semantics: Semantics): Coverage {
  const names = Object.keys(RULES) as RuleName[]
  const all = names.map((rule) => ({ rule, lacks: lacking(semantics, NEEDS[rule]) }))
  return {
    checked: all.filter(({ lacks }) => lacks.length === 0).map(({ rule }) => rule),
    partly: all.filter(({ lacks }) => lacks.length > 0),
  }
}

function lacking(semantics: Semantics, { kinds, messages = [], total, disk }: Need): string[] {
  return [
    ...kinds.filter((kind) => !tellsAll(semantics, kind)).map((kind) => `every ${KIND_NAMES[kind]}`),
    ...messages
      .filter((kind) => !tellsMessages(semantics, kind))
      .map((kind) => `every ${MESSAGE_NAMES[kind]}`),
    ...(total === true && semantics.order !== 'total' ? ['the order of events of different servers'] : []),
    ...(disk === true && semantics.disk === 'not told' ? ['what is durable'] : []),
  ]
}
