import { DiskFile, type TermRecord } from '../../../core/effect.ts'
import { EntryKind, type Entry } from '../../../core/log/entry.ts'
import { MessageKind } from '../../../core/message.ts'
import { NOBODY } from '../../../core/server.ts'
import { itemAt, toArray } from '../../../core/vector.ts'
import { Changed } from '../../../harness/observation.ts'
import { lastTermOf } from '../../../harness/last-term-of.ts'
import { ActionKind } from '../../../harness/world/action.ts'
import { serverName } from '../../../harness/world/names.ts'
import { firstNew } from '../../../properties/first-new.ts'
import type { Unflushed } from '../telling/moment.ts'
import { seenOf } from '../telling/seen.ts'
import { cite, keyOf, type Tale } from '../telling/tale.ts'
import { endWords, entriesWords, listText } from '../telling/words.ts'

/** What is on a disk, and what is lost with a crash. */
export function tellDisks(tale: Tale): void {
  const { moment } = tale
  const { action, changed } = moment
  if ((changed & Changed.Crashed) !== 0) tellCrash(tale)
  else if (action.kind === ActionKind.Restart) tellRestart(tale)
  else if (action.kind === ActionKind.Flush) tellFlush(tale)
  else if (DAMAGE[action.kind] !== undefined) tellDamage(tale)
}

const FILES = {
  [DiskFile.Term]: 'term and vote',
  [DiskFile.Log]: 'log',
  [DiskFile.Snapshot]: 'snapshot',
  [DiskFile.Machine]: "machine's state",
} as const

function tellFlush(tale: Tale): void {
  const { server, after, moment, chronicle } = tale
  const { action, durableIndex, durableSnapshot } = moment
  const who = serverName(server)
  if (action.topic === DiskFile.Term) {
    const vote =
      after.votedFor === NOBODY
        ? ''
        : ` and its vote for ${after.votedFor === server ? 'itself' : serverName(after.votedFor)}`
    tale.first.push(`${who} has term ${after.currentTerm}${vote} on its disk.`)
    cite(tale, chronicle.wroteTerm[server])
  } else if (action.topic === DiskFile.Log) {
    const last = durableIndex > after.log.baseIndex ? itemAt(after.log.entries, durableIndex - 1) : undefined
    if (last !== undefined) cite(tale, chronicle.appended.get(keyOf(server, last.index, last.term)))
    tale.first.push(
      durableIndex === 0
        ? `What ${who} wrote to its log is on its disk.`
        : `${who} has its log up to entry ${durableIndex} on its disk.`,
    )
  } else if (action.topic === DiskFile.Snapshot)
    tale.first.push(`${who} has the snapshot of all up to entry ${durableSnapshot} on its disk.`)
  else tale.first.push(`${who} has its machine's state on its disk.`)
  tellReleased(tale)
}

/** What had waited for the flush. */
function tellReleased(tale: Tale): void {
  const { chronicle, moment } = tale
  const released = moment.sent.filter(
    (message) => (chronicle.made.get(message) ?? moment.position) < moment.position,
  )
  for (const kind of new Set(released.map((message) => message.kind))) {
    const same = released.filter((message) => message.kind === kind)
    for (const message of same) cite(tale, chronicle.made.get(message))
    const whom = listText([...new Set(same.map(({ to }) => serverName(to)))])
    tale.first.push(`Only now does its ${RELEASED[kind]} leave for ${whom}.`)
  }
}

const RELEASED = {
  [MessageKind.RequestVote]: 'RequestVote',
  [MessageKind.Vote]: 'answer',
  [MessageKind.AppendEntries]: 'AppendEntries',
  [MessageKind.Appended]: 'acknowledgement',
  [MessageKind.InstallSnapshot]: 'snapshot',
  [MessageKind.Installed]: 'answer',
  [MessageKind.PreVote]: 'PreVote',
  [MessageKind.PreVoted]: 'answer',
  [MessageKind.TimeoutNow]: 'TimeoutNow',
  [MessageKind.AskReadIndex]: 'question',
  [MessageKind.ReadIndex]: 'read index',
} as const

function tellCrash(tale: Tale): void {
  const { server, chronicle, moment, before } = tale
  chronicle.crashed[server] = moment.position
  chronicle.damaged[server] = []
  chronicle.beforeCrash[server] = before
  const who = serverName(server)
  const lost = listText([...new Set(moment.unflushed.map(unflushedWords))].filter((word) => word !== ''))
  const stops = moment.action.kind === ActionKind.Crash ? `${who} crashes` : `${who} stops`
  const why = moment.action.kind === ActionKind.Fail ? ', for a write to its disk has failed' : ''
  const forGood = moment.action.value === 1 ? ' for good' : ''
  tale.first.push(
    lost === '' ? `${stops}${forGood}${why}.` : `${stops}${forGood}${why}. Not yet on its disk: ${lost}.`,
  )
}

/** What had not reached the disk. */
function unflushedWords({ file, records }: Unflushed): string {
  const last = records.at(-1)
  if (last === undefined) return ''
  if (file === DiskFile.Term) return termWords(last as TermRecord)
  if (file === DiskFile.Log)
    return entriesWords((records as readonly Entry[]).filter(({ kind }) => kind !== EntryKind.Base))
  return `its ${FILES[file as DiskFile]}`
}

function termWords({ currentTerm, votedFor }: TermRecord): string {
  return votedFor === NOBODY
    ? `term ${currentTerm}`
    : `term ${currentTerm} with the vote for ${serverName(votedFor)}`
}

function tellRestart(tale: Tale): void {
  const { server, chronicle, moment } = tale
  const who = serverName(server)
  const crash = cite(tale, chronicle.crashed[server])
  for (const position of chronicle.damaged[server] ?? []) cite(tale, position)
  if (moment.after === undefined) {
    tale.first.push(`${who} does not start: it finds its disk damaged, and cannot trust it.`)
    return
  }
  const now = seenOf(moment.after)
  const was = chronicle.beforeCrash[server] ?? now
  const lost: string[] = []
  if (now.currentTerm < was.currentTerm) lost.push(`its term ${was.currentTerm}`)
  if (was.votedFor !== NOBODY && (now.votedFor !== was.votedFor || now.currentTerm < was.currentTerm)) {
    const given = chronicle.votes.get(keyOf(server, was.currentTerm))?.at(-1)
    lost.push(
      `its vote for ${was.votedFor === server ? 'itself' : serverName(was.votedFor)} in term ${was.currentTerm}${cite(tale, given?.position)}`,
    )
  }
  const entries = toArray(
    was.log.entries,
    Math.max(firstNew(now.log, was.log), was.log.baseIndex, now.log.baseIndex),
  )
  if (entries.length > 0) {
    const [first] = entries
    const where =
      first === undefined ? '' : cite(tale, chronicle.appended.get(keyOf(server, first.index, first.term)))
    lost.push(`${entriesWords(entries)}${where}`)
  }
  const log = endWords('its', now.log.entries.length, lastTermOf(now.log))
  const vote =
    now.votedFor === NOBODY
      ? ''
      : ` with its vote for ${now.votedFor === server ? 'itself' : serverName(now.votedFor)}`
  const applied = now.lastApplied === 0 ? '' : `, and its machine has applied up to entry ${now.lastApplied}`
  tale.first.push(`${who} restarts in term ${now.currentTerm}${vote}; ${log}${applied}.`)
  if (lost.length > 0) tale.first.push(`Gone since the crash${crash}: ${listText(lost)}.`)
}

const DAMAGE: { readonly [kind: number]: (who: string, what: string, tale: Tale) => string } = {
  [ActionKind.Lose]: (who, what) => `What ${who} had written last of its ${what} has not reached its disk.`,
  [ActionKind.Tear]: (who, what, { moment }) =>
    `Of what ${who} had written last of its ${what}, only ${moment.action.value === 1 ? 'the first record has' : `the first ${moment.action.value} records have`} reached its disk.`,
  [ActionKind.Rot]: (who, what) => `A durable record of ${who}'s ${what} turns out to be damaged.`,
  [ActionKind.Wipe]: (who) => `${who}'s disk is exchanged for a new one: all that was on it is gone.`,
  [ActionKind.Stall]: (who) => `${who}'s disk stands still for good.`,
  [ActionKind.Fail]: (who, what) =>
    `A write of ${who}'s ${what} fails, and is not on its disk; ${who} goes on all the same.`,
  [ActionKind.Remove]: (who) => `A segment of ${who}'s log that it needs no more is removed from its disk.`,
}

function tellDamage(tale: Tale): void {
  const { action } = tale.moment
  const tell = DAMAGE[action.kind]
  if (tell === undefined) return
  cite(tale, tale.chronicle.crashed[action.server])
  tale.chronicle.damaged[action.server]?.push(tale.moment.position)
  tale.first.push(tell(serverName(action.server), FILES[action.topic as DiskFile], tale))
}
