import { MessageKind } from '../../../core/message.ts'
import { Role } from '../../../core/server.ts'
import { toArray } from '../../../core/vector.ts'
import { ActionKind } from '../../../harness/world/action.ts'
import { serverName } from '../../../harness/world/names.ts'
import { cite, keyOf, type Tale } from '../telling/tale.ts'
import { entriesWords, serversText, upTo } from '../telling/words.ts'

/** A lease, and that a leader answers or commits as one who does not know yet that another leads a newer term. */
export function tellReign(tale: Tale): void {
  const { server, before, after, chronicle, moment } = tale
  const { newest } = chronicle
  if (after.role !== Role.Leader) return
  if (after.lease !== null && after.lease.until !== before.lease?.until) {
    chronicle.leases[server] = moment.position
    if (after.lease.until > 0)
      tale.deeds.push(`holds a lease until its clock reads ${after.lease.until / 1000} ms`)
  }
  const acts = after.commitIndex > before.commitIndex || moment.effects.some(({ answer }) => answer !== null)
  if (acts && newest.term > after.currentTerm)
    tale.then.push(
      `It does not know that ${serverName(newest.server)} leads term ${newest.term}${cite(tale, newest.position)}.`,
    )
}

/** What is known to be replicated, to be committed, and is applied. */
export function tellCommits(tale: Tale): void {
  const { before, after } = tale
  if (after.commitIndex < before.commitIndex)
    tale.deeds.push(`takes its commitIndex back from ${before.commitIndex} to ${after.commitIndex}`)
  else if (after.commitIndex > before.commitIndex) tellCommitted(tale)
  tellMatch(tale)
  if (after.commitIndex === before.commitIndex && after.lastApplied !== before.lastApplied)
    tale.deeds.push(
      after.lastApplied > before.lastApplied
        ? tale.moment.action.kind === ActionKind.Restore
          ? `has the state of the snapshot of all ${upTo(after.lastApplied)}`
          : `applies ${upTo(after.lastApplied)} to its machine`
        : `goes back to the state of entry ${after.lastApplied}`,
    )
}

function tellCommitted(tale: Tale): void {
  const { server, before, after, chronicle, moment } = tale
  const { entries, baseIndex } = after.log
  const from = Math.max(before.commitIndex, Math.min(baseIndex, entries.length))
  const committed = toArray(entries, from).slice(0, Math.max(0, after.commitIndex - from))
  const leads =
    after.role === Role.Leader ||
    (before.role === Role.Leader && moment.heard?.kind !== MessageKind.AppendEntries)
  for (const { index, term } of committed) {
    const key = keyOf(index, term)
    chronicle.knownCommitted.set(keyOf(server, index), moment.position)
    const first = chronicle.committed.get(key)
    if (first === undefined)
      chronicle.committed.set(key, { position: moment.position, leader: server, term: after.currentTerm })
    else if (!leads) cite(tale, first.position)
    if (leads) cite(tale, chronicle.appended.get(keyOf(server, index, term)))
  }
  if (!leads) {
    tale.deeds.push(`learns that all ${upTo(after.commitIndex)} is committed`)
    return
  }
  const isJustAppended =
    committed.length > 0 && committed.length === tale.appended.length && committed[0] === tale.appended[0]
  const pronoun = committed.length === 1 ? 'it' : 'them'
  const what =
    committed.length === 0 ? upTo(after.commitIndex) : isJustAppended ? pronoun : entriesWords(committed)
  const holders = holdersText(tale)
  tale.deeds.push(`commits ${what}${holders === '' ? '' : `, which it takes to be on ${holders}`}`)
}

/** The servers that a leader counts for its commitIndex; nothing where it is alone. */
function holdersText(tale: Tale): string {
  const { server, before, after, chronicle } = tale
  const match = after.matchIndex.length > 0 ? after.matchIndex : before.matchIndex
  let holders = 1 << server
  match.forEach((index, peer) => {
    if (peer === server || index < after.commitIndex) return
    holders |= 1 << peer
    cite(tale, chronicle.acknowledged.get(keyOf(server, peer)))
  })
  return holders === 1 << server ? '' : serversText(holders)
}

/** What an answer tells a leader. */
function tellMatch(tale: Tale): void {
  const { server, before, after, chronicle, moment } = tale
  const { heard } = moment
  if (heard?.kind !== MessageKind.Appended && heard?.kind !== MessageKind.Installed) return
  if (after.role !== Role.Leader || before.role !== Role.Leader) return
  const who = serverName(heard.from)
  const [had, has] = [before.matchIndex[heard.from] ?? 0, after.matchIndex[heard.from] ?? 0]
  if (has > had) chronicle.acknowledged.set(keyOf(server, heard.from), moment.position)
  if (has < had) tale.deeds.push(`takes its matchIndex of ${who} back from ${had} to ${has}`)
  else if (has > had && after.commitIndex === before.commitIndex)
    tale.deeds.push(`takes ${who} to hold its log up to entry ${has}`)
  else if (heard.kind === MessageKind.Appended && !heard.success && heard.term === after.currentTerm)
    tale.deeds.push(`learns that what it sent does not fit ${who}'s log`)
}
