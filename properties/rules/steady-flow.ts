import { Operation, type Command } from '../../core/command.ts'
import { EntryKind, type Entry } from '../../core/log/entry.ts'
import type { Options } from '../../core/options.ts'
import { MessageKind, type Appended, type AppendEntries, type Message } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import type { InFlight, Transition } from '../../harness/world/transition.ts'

/**
 * A leader sends a follower that has answered what it still lacks, at once; but new entries wait for the answer to the
 * last, where they are to travel together, and no more are sent ahead of the answers than the options say (5.3;
 * dissertation 10.2). Requests that wait for the log to be durable enter it then, and no more of them wait than may.
 */
export const steadyFlow: Monitor<Options> = {
  name: 'replication flows and does not flood',
  grade: 'rule',
  promise:
    'a follower that answers is sent what it lacks, and no more is under way than may be (5.3; dissertation 10.2)',
  watches: Changed.Other | Changed.Sent,
  needs: [
    'role',
    'currentTerm',
    'log',
    'commitIndex',
    'matchIndex',
    'durableIndex',
    'inFlight',
    'awaiting',
    'queued',
    'transfer',
    'reads',
  ],
  start: ({ options }) => options,

  see(options, transition, report) {
    const { before, after, server } = transition
    if (after?.role !== Role.Leader || before?.role !== Role.Leader) return options
    if (before.currentTerm !== after.currentTerm) return options
    const wrong =
      whatFloods(options, transition, before, after) ?? whatStalls(options, transition, before, after)
    if (wrong === undefined) return options
    report.violation({
      reason: `a leader that ${wrong.replace(/S\d+/, 'a follower')}`,
      title: `${serverName(server)}, leader of term ${after.currentTerm}, ${wrong}`,
      servers: [server],
      evidence: [],
    })
    return options
  },
}

function whatFloods(
  { maxInFlight, maxQueued, batching }: Options,
  transition: Transition,
  before: Observation,
  after: Observation,
): string | undefined {
  const { asked, sent } = transition
  if ((after.queued?.length ?? 0) > maxQueued) return 'has more requests wait than may'
  if (after.queued !== before.queued && isForgotten(transition, before, after))
    return 'forgets requests that wait'
  const { inFlight = [] } = after
  if (inFlight !== before.inFlight)
    for (let peer = 0; peer < inFlight.length; peer++)
      if ((inFlight[peer]?.length ?? 0) > maxInFlight)
        return `sends ${serverName(peer)} more ahead than may be`
  if (maxInFlight > 0)
    for (let i = 0; i < sent.length; i++)
      if (isUncounted((sent[i] as InFlight).message, inFlight))
        return `does not count what it sends ${serverName((sent[i] as InFlight).message.to)} ahead`
  const uncounted = whoIsUncounted(transition, after, maxInFlight)
  if (uncounted >= 0) return `does not note that ${serverName(uncounted)} has to answer`
  if (inFlight !== before.inFlight && transition.heard?.kind === MessageKind.Appended)
    if (isTooMuchAnswered(transition.heard, before, after))
      return `takes more for answered than ${serverName(transition.heard.from)} has`
  if (after.transfer !== null && (after.queued?.length ?? 0) > 0)
    return 'lets requests wait while it hands over'
  if (before.transfer !== null && after.transfer !== null && isGrownByCommand(before, after))
    return 'takes requests into its log while it hands over'
  if (asked === null) return undefined
  if (maxQueued > 0 && isTaken(asked, before, after) && isOpen(before))
    return 'takes a request into its log before that is durable'
  if (!batching || maxInFlight > 0 || mayEndRound(asked, before)) return undefined
  for (let i = 0; i < sent.length; i++) {
    const { message } = sent[i] as InFlight
    if (message.kind !== MessageKind.AppendEntries || message.entries.length === 0) continue
    if ((((before.awaiting as number) >> message.to) & 1) === 1 && isNews(message.entries, before))
      return `sends ${serverName(message.to)} new entries before it has answered for the last`
  }
  return undefined
}

/**
 * Whether a request for other members comes while reads wait: those who have answered the round under way may be a quorum
 * of the new members, and then the next round begins at once, which tells all of them all there is.
 */
function mayEndRound({ operation }: Command, { reads }: Observation): boolean {
  return operation === Operation.Reconfigure && (reads as readonly unknown[]).length > 0
}

/** Who was sent what it has to answer, entries or a probe, and is not among those that an answer is awaited from; -1: nobody. */
function whoIsUncounted(
  { sent }: Transition,
  { awaiting, inFlight, currentTerm }: Observation,
  maxInFlight: number,
): number {
  for (let i = 0; i < sent.length; i++) {
    const { kind, to, term, entries } = (sent[i] as InFlight).message as AppendEntries
    if (kind !== MessageKind.AppendEntries || term !== currentTerm) continue
    const isAsked = maxInFlight === 0 ? entries.length > 0 : inFlight?.[to] === null
    if (isAsked && (((awaiting as number) >> to) & 1) === 0) return to
  }
  return -1
}

/** Whether something that was sent ahead, and ends behind what its receiver is known to match, is waited for no more. */
function isTooMuchAnswered(
  { from, success }: Appended,
  { inFlight }: Observation,
  { inFlight: now, matchIndex }: Observation,
): boolean {
  const [sent, left] = [inFlight?.[from], now?.[from]]
  if (!success || !sent || !left) return false
  for (let i = 0; i < sent.length; i++)
    if ((sent[i] as number) > (matchIndex?.[from] as number) && !left.includes(sent[i] as number)) return true
  return false
}

/** Whether requests that waited are neither there still, nor answered, nor in the log. */
function isForgotten({ answers }: Transition, before: Observation, after: Observation): boolean {
  const { queued = [] } = after
  const gone = (before.queued ?? []).filter((one) => !queued.includes(one)).length
  const grown = (after.log as ObservedLog).entries.length - (before.log as ObservedLog).entries.length
  return gone > grown + answers.length
}

/** Whether entries that are sent ahead are not among those that an answer is waited for to. */
function isUncounted(message: Message, inFlight: readonly (readonly number[] | null)[]): boolean {
  if (message.kind !== MessageKind.AppendEntries || message.entries.length === 0) return false
  const sent = inFlight[message.to]
  const last = message.entries[message.entries.length - 1] as Entry
  return sent !== null && sent !== undefined && !sent.includes(last.index)
}

function isGrownByCommand({ log }: Observation, after: Observation): boolean {
  const { entries, baseIndex } = after.log as ObservedLog
  for (let place = (log as ObservedLog).entries.length; place < entries.length; place++)
    if (place >= baseIndex && itemAt(entries, place).kind === EntryKind.Command) return true
  return false
}

/** Whether some of a log is neither durable, as far as its server knows, nor committed by others. */
function isOpen({ log, durableIndex, commitIndex }: Observation): boolean {
  const { length } = (log as ObservedLog).entries
  return (durableIndex as number) < length && (commitIndex as number) < length
}

/** Whether the log grew by the command that was asked just now; in the same step others may have come after it. */
function isTaken({ session, serial }: Command, before: Observation, { log }: Observation): boolean {
  const { entries, baseIndex } = log as ObservedLog
  const place = (before.log as ObservedLog).entries.length
  if (place >= entries.length || place < baseIndex) return false
  const { kind, command } = itemAt(entries, place)
  return kind === EntryKind.Command && command?.session === session && command.serial === serial
}

/** Whether entries go on beyond what the log had before; rounds for reads repeat what was sent. */
function isNews(entries: readonly { readonly index: number }[], { log }: Observation): boolean {
  return (entries[entries.length - 1] as { index: number }).index > (log as ObservedLog).entries.length
}

function whatStalls(
  { maxInFlight }: Options,
  { heard, sent }: Transition,
  before: Observation,
  after: Observation,
): string | undefined {
  if ((after.queued?.length ?? 0) > 0 && !isOpen(after))
    return 'lets requests wait though its log is durable, or committed'
  if (heard?.kind !== MessageKind.Appended || maxInFlight > 0) return undefined
  const { from } = heard
  const match = after.matchIndex?.[from] as number
  // What came in the same step is for those who are members then.
  const last = (before.log as ObservedLog).entries.length
  if (match <= (before.matchIndex?.[from] as number) || match >= last) return undefined
  for (let i = 0; i < sent.length; i++) if ((sent[i] as InFlight).message.to === from) return undefined
  return `does not send ${serverName(from)} what it lacks`
}
