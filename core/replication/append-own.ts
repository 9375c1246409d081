import type { Command } from '../command.ts'
import { ask, change, type Draft } from '../draft.ts'
import { DiskFile, write } from '../effect.ts'
import { entryOf, type EntryKind } from '../log/entry.ts'
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
  const server = change(draft)
  const { registration, sessionTimeout } = server.options
  const time = registration && sessionTimeout > 0 ? Math.floor(draft.clock / 1000) : 0
  const entry = entryOf(lastIndex(server.log) + 1, server.currentTerm, kind, command, configuration, time)
  server.log = append(server.log, entry)
  ask(draft, write(DiskFile.Log, [entry], entry.index, entry.term))
}
