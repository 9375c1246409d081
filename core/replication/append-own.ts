import type { Command } from '../command.ts'
import { change, type Draft } from '../draft.ts'
import { writeEntries } from '../journal/write-entries.ts'
import { entryOf, type EntryKind } from '../log/entry.ts'
import { append, lastIndex } from '../log/log.ts'
import type { Configuration } from '../membership/configuration.ts'

/** A leader puts an entry of its term after its last: it "never overwrites or deletes entries in its log; it only appends" (5.3). */
export function appendOwn(
  draft: Draft,
  kind: EntryKind,
  command: Command | null,
  configuration: Configuration | null,
): void {
  const server = change(draft)
  const entry = entryOf(lastIndex(server.log) + 1, server.currentTerm, kind, command, configuration)
  server.log = append(server.log, entry)
  writeEntries(draft, [entry])
}
