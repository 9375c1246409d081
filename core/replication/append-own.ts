import type { Command } from '../command.ts'
import { change, type Draft } from '../draft.ts'
import { writeEntries } from '../journal/write-entries.ts'
import { EntryKind, entryOf, type Entry } from '../log/entry.ts'
import { append, lastIndex } from '../log/log.ts'
import type { Configuration } from '../membership/configuration.ts'

/**
 * A leader puts an entry of its term after its last: it "never overwrites or deletes entries in its log; it only appends" (5.3).
 * Where sessions expire it "augments each command with its current time" (dissertation 6.3).
 */
export function appendOwn(
  draft: Draft,
  kind: EntryKind,
  command: Command | null,
  configuration: Configuration | null,
): void {
  writeEntries(draft, [addOwn(draft, kind, command, configuration)])
}

/** A leader puts an entry for each of these commands after its last, in one write (dissertation 10.2.2). */
export function appendTogether(draft: Draft, commands: readonly Command[]): void {
  const entries: Entry[] = []
  for (let i = 0; i < commands.length; i++)
    entries.push(addOwn(draft, EntryKind.Command, commands[i] as Command, null))
  writeEntries(draft, entries)
}

function addOwn(
  draft: Draft,
  kind: EntryKind,
  command: Command | null,
  configuration: Configuration | null,
): Entry {
  const server = change(draft)
  const { registration, sessionTimeout } = server.options
  const time = registration && sessionTimeout > 0 ? Math.floor(draft.clock / 1000) : 0
  const entry = entryOf(lastIndex(server.log) + 1, server.currentTerm, kind, command, configuration, time)
  server.log = append(server.log, entry)
  return entry
}
