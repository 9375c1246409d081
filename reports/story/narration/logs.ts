import { DiskFile } from '../../../core/effect.ts'
import type { Entry } from '../../../core/log/entry.ts'
import { MessageKind, type AppendEntries } from '../../../core/message.ts'
import { toArray } from '../../../core/vector.ts'
import { operationName, serverName } from '../../../harness/world/names.ts'
import { firstNew } from '../../../properties/first-new.ts'
import { whyNoEntries } from '../telling/reasons.ts'
import { cite, keyOf, madeOf, type Tale } from '../telling/tale.ts'
import { entriesWords, listText } from '../telling/words.ts'

/** What a follower makes of entries, or of a heartbeat. */
export function tellReceived(tale: Tale): void {
  const { heard } = tale.moment
  if (heard?.kind !== MessageKind.AppendEntries) return
  tellLog(tale)
  tellHeard(tale, heard)
}

/** What else enters a log, or leaves it. */
export function tellOwn(tale: Tale): void {
  if (tale.moment.heard?.kind !== MessageKind.AppendEntries) tellLog(tale)
}

function tellLog(tale: Tale): void {
  const { before, after } = tale
  const first = firstNew(before.log, after.log)
  tale.appended.push(...toArray(after.log.entries, first))
  tellRemoved(tale, first)
  if (tale.appended.length > 0) tellAppended(tale, tale.appended)
}

/** What a log needs no more. */
export function tellCompacted({ before, after, deeds }: Tale): void {
  if (after.log.baseIndex <= before.log.baseIndex) return
  deeds.push(`discards its log up to entry ${after.log.baseIndex}, for which the snapshot stands`)
}

function tellRemoved(tale: Tale, first: number): void {
  const { server, before, after, chronicle, moment } = tale
  const from = Math.max(first, before.log.baseIndex, after.log.baseIndex)
  const removed = toArray(before.log.entries, from)
  if (removed.length === 0) return
  for (const { index, term } of removed) chronicle.removed.set(keyOf(server, index, term), moment.position)
  tale.deeds.push(`removes ${entriesWords(removed)} from its log${committedBefore(tale, removed)}`)
}

/** Where entries had been committed, if any of them had. */
function committedBefore(tale: Tale, entries: readonly Entry[]): string {
  for (const { index, term } of entries) {
    const commitment = tale.chronicle.committed.get(keyOf(index, term))
    if (commitment === undefined) continue
    const which = entries.length > 1 ? `, of which entry ${index} was committed` : ', though it was committed'
    return `${which}${cite(tale, commitment.position)}`
  }
  return ''
}

function tellAppended(tale: Tale, appended: readonly Entry[]): void {
  const { server, chronicle, moment } = tale
  for (const { index, term, command } of appended) {
    chronicle.appended.set(keyOf(server, index, term), moment.position)
    chronicle.placed.set(keyOf(server, index), moment.position)
    if (command !== null && moment.asked === null)
      cite(tale, chronicle.asked.get(operationName(command.session, command.serial)))
  }
  tale.deeds.push(`appends ${entriesWords(appended)}`)
}

/** What a follower says to entries, or to a heartbeat. */
function tellHeard(tale: Tale, heard: AppendEntries): void {
  const { before, appended } = tale
  const who = serverName(heard.from)
  const [answer] = madeOf(tale, MessageKind.Appended)
  const what =
    heard.entries.length === 0 ? `${who}'s heartbeat` : `${entriesWords(heard.entries)} from ${who}`
  if (answer === undefined) tale.deeds.push(`pays no heed to ${what}`)
  else if (!answer.success) tale.deeds.push(`refuses ${what}${whyNoEntries(before, heard)}`)
  else if (appended.length > 0) tellAcknowledged(tale, answer.matchIndex)
  else if (heard.entries.length > 0) {
    tale.deeds.push(`has ${entriesWords(heard.entries)} already`)
    tellAcknowledged(tale, answer.matchIndex)
  } else tale.deeds.push(`answers the heartbeat of ${who}, leader of term ${heard.term}`)
}

function tellAcknowledged(tale: Tale, index: number): void {
  const { moment } = tale
  const left = moment.sent.some(({ kind }) => kind === MessageKind.Appended)
  const isWriting = (moment.wrote & (1 << DiskFile.Log)) !== 0 && moment.durableIndex < index
  if (left && isWriting) tale.deeds.push(`acknowledges up to entry ${index} before that is on its disk`)
  else if (left) tale.deeds.push(`acknowledges up to entry ${index}`)
  else tale.deeds.push(`is to acknowledge up to entry ${index} once that is on its disk`)
}

/** Entries that a leader sends, of those which arrive somewhere in the story. */
export function tellSent(tale: Tale): void {
  const { appended } = tale
  const sent = madeOf(tale, MessageKind.AppendEntries).filter((message) =>
    tale.chronicle.arrives.has(message),
  )
  const carrying = sent.filter(({ entries }) => entries.length > 0)
  const first = carrying[0]
  if (first !== undefined) {
    const same = carrying.filter(({ entries }) => sameEntries(entries, first.entries))
    const whom = listText(same.map(({ to }) => serverName(to)))
    const what = sameEntries(first.entries, appended)
      ? appended.length > 1
        ? 'them'
        : 'it'
      : entriesWords(first.entries)
    tale.deeds.push(`sends ${what} to ${whom}`)
  }
  const beats = sent.filter(({ entries }) => entries.length === 0)
  if (beats.length > 0)
    tale.deeds.push(`sends a heartbeat to ${listText(beats.map(({ to }) => serverName(to)))}`)
}

function sameEntries(one: readonly Entry[], other: readonly Entry[]): boolean {
  return one.length === other.length && one.every((entry, place) => entry === other[place])
}
