import { change, type Draft } from '../draft.ts'
import { writtenUpTo } from '../journal/written.ts'
import { watchesContact } from '../options.ts'
import { persistMachine } from '../machines/persist.ts'
import { Role } from '../server.ts'
import { advanceCommit } from './commit.ts'
import { withItemAt } from './with-item-at.ts'

/**
 * The log's file is durable up to the record of this number, with which the log ended at `index` when it was written. A
 * leader counts itself towards a commit only for what is durable, and notes that its disk goes on.
 *
 * Of the log that is so only if it has lost nothing since: then every record behind that one went behind it in the log
 * too, and what the log holds up to `index` is what the file holds. Else an entry of the same index and term may have
 * been cut off and written again, and that second record need not be durable; so nothing counts before the record that
 * replaced what was lost is durable, and with it all before.
 */
export function noteDurable(draft: Draft, index: number, number: number): void {
  const { durableIndex, role, id, matchIndex, written, options } = draft.server
  const { last, durable, superseded } = written
  if (number <= durable) return
  const server = change(draft)
  server.written = writtenUpTo(last, number, superseded)
  if (number <= superseded || index <= durableIndex) return
  server.durableIndex = index
  persistMachine(draft)
  if (role !== Role.Leader) return
  if (watchesContact(options)) server.contacted |= 1 << id
  server.matchIndex = withItemAt(matchIndex, id, index)
  advanceCommit(draft)
}
