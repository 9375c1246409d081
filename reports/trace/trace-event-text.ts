import {
  NOBODY,
  TraceKind,
  UNKNOWN,
  type TraceEvent,
  type TraceState,
} from '../../harness/traces/trace-event.ts'
import { MESSAGE_NAMES, TraceMessageKind, type TraceMessage } from '../../harness/traces/trace-message.ts'

type Names = (server: number) => string

/** An event in a few words: what happened at which server, and what the trace shows of it then. */
export function traceEventText(event: TraceEvent, name: Names): string {
  const parts = [`${name(event.server)}: ${event.name}`, whatText(event, name), stateText(event, name)]
  return parts.filter((part) => part !== '').join(', ')
}

/** An event in fewer words: without what a message says, and what is shown of the server. */
export function traceMomentText(event: TraceEvent, name: Names): string {
  const { kind, message, server } = event
  const its = name(server)
  if (message !== null && kind === TraceKind.Send && message.from === server)
    return `${its} sends ${MESSAGE_NAMES[message.kind]} to ${whomText(message.to, server, name)}`
  if (message !== null && kind === TraceKind.Receive && message.to === server)
    return `${its} receives ${MESSAGE_NAMES[message.kind]} from ${whomText(message.from, server, name)}`
  const what = whatText(event, name)
  return `${its}: ${event.name}${what === '' ? '' : `, ${what}`}`
}

function whomText(server: number, itself: number, name: Names): string {
  return server === itself ? 'itself' : name(server)
}

/** What the trace calls an event, and what it shows of the server. */
export function traceShownText(event: TraceEvent, name: Names): string {
  const shown = stateText(event, name)
  return `${event.name}${shown === '' ? '' : `, ${shown}`}`
}

function whatText({ message, entries, hard, index, context }: TraceEvent, name: Names): string {
  if (message !== null) return messageText(message, name)
  const told = [
    hard === null ? '' : `durable: ${fieldsText(hard, name)}`,
    entries === null || entries.length === 0 ? '' : `entries ${rangeText(entries)}`,
    index === UNKNOWN ? '' : `index ${index}`,
    context === null ? '' : context,
  ]
  return told.filter((part) => part !== '').join(', ')
}

function rangeText(entries: NonNullable<TraceEvent['entries']>): string {
  const [first, last] = [entries[0], entries.at(-1)]
  const text = (entry: typeof first): string => `${entry?.index} of term ${entry?.term}`
  return entries.length === 1 ? text(first) : `${text(first)} to ${text(last)}`
}

function messageText(message: TraceMessage, name: Names): string {
  const { kind, from, to } = message
  const said = traceMessageDetail(message)
  return `${MESSAGE_NAMES[kind]} from ${name(from)} to ${name(to)}${said === '' ? '' : ` (${said})`}`
}

/** What a message says, as far as a trace shows it. */
export function traceMessageDetail({
  kind,
  term,
  index,
  logTerm,
  count,
  commit,
  reject,
}: TraceMessage): string {
  const told = [
    term === UNKNOWN ? '' : `term ${term}`,
    index === UNKNOWN || kind === TraceMessageKind.Vote
      ? ''
      : `index ${index}${logTerm > 0 ? ` of term ${logTerm}` : ''}`,
    count > 0 ? `${count} ${count === 1 ? 'entry' : 'entries'}` : '',
    commit > 0 ? `commitIndex ${commit}` : '',
    reject === 1 ? 'refused' : '',
  ]
  return told.filter((part) => part !== '').join(', ')
}

function stateText({ state, kind }: TraceEvent, name: Names): string {
  if (state === null) return ''
  const fields = fieldsText(state, name)
  return fields === '' ? '' : `${kind === TraceKind.Receive ? 'in' : 'now'} ${fields}`
}

const ROLES = ['follower', 'pre-candidate', 'candidate', 'leader'] as const

function fieldsText({ term, vote, commit, last, lastTerm, role }: TraceState, name: Names): string {
  const told = [
    role === UNKNOWN ? '' : ROLES[role],
    term === UNKNOWN ? '' : `term ${term}`,
    vote === UNKNOWN ? '' : vote === NOBODY ? 'no vote' : `vote for ${name(vote)}`,
    last === UNKNOWN ? '' : `log up to ${last}${lastTerm === UNKNOWN ? '' : ` of term ${lastTerm}`}`,
    commit === UNKNOWN ? '' : `commitIndex ${commit}`,
  ]
  return told.filter((part) => part !== '').join(', ')
}
