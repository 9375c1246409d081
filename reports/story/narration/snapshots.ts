import { DiskFile, EffectKind, type Effect } from '../../../core/effect.ts'
import { MessageKind } from '../../../core/message.ts'
import { ActionKind } from '../../../harness/world/action.ts'
import { serverName } from '../../../harness/world/names.ts'
import { cite, madeOf, type Tale } from '../telling/tale.ts'
import { listText } from '../telling/words.ts'

/** Snapshots: taken, sent, received, and taken over. */
export function tellSnapshots(tale: Tale): void {
  const { server, after, before, moment, chronicle } = tale
  const { heard, effects } = moment
  const written = effects.find(({ kind, which }) => kind === EffectKind.Write && which === DiskFile.Snapshot)
  if (written !== undefined) {
    chronicle.snapshots[server] = moment.position
    tale.deeds.push(
      heard?.kind === MessageKind.InstallSnapshot
        ? `writes ${serverName(heard.from)}'s snapshot of all up to entry ${written.first} to its disk`
        : `writes a snapshot of all up to entry ${written.first} to its disk`,
    )
  } else if (heard?.kind === MessageKind.InstallSnapshot) tellUnwritten(tale)
  const saved = after.snapshot !== before.snapshot && after.snapshot !== null
  const where = saved ? cite(tale, chronicle.snapshots[server]) : ''
  if (saved && moment.action.kind !== ActionKind.Flush)
    tale.deeds.push(`has the snapshot of all up to entry ${after.snapshot.lastIncludedIndex}${where}`)
  if (effects.some(isRestore)) tale.deeds.push('has its machine take over the state of the snapshot')
  const sent = madeOf(tale, MessageKind.InstallSnapshot).filter((message) => chronicle.arrives.has(message))
  const [first] = sent
  if (first !== undefined)
    tale.deeds.push(
      `sends ${listText(sent.map(({ to }) => serverName(to)))} ${first.chunk.offset > 0 ? 'more of ' : ''}its snapshot of all up to entry ${first.chunk.lastIncludedIndex}`,
    )
}

function tellUnwritten(tale: Tale): void {
  const { heard } = tale.moment
  if (heard?.kind !== MessageKind.InstallSnapshot) return
  const [answer] = madeOf(tale, MessageKind.Installed)
  const who = serverName(heard.from)
  if (answer === undefined) return
  if (answer.term > heard.term) tale.deeds.push(`tells ${who} that it is in term ${answer.term}`)
  else if (answer.chunk.done) tale.deeds.push(`has all that ${who}'s snapshot stands for already`)
  else tale.deeds.push(`takes a part of ${who}'s snapshot`)
}

function isRestore({ kind }: Effect): boolean {
  return kind === EffectKind.Restore
}
