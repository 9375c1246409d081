import { change, type Draft } from '../draft.ts'
import { watchesContact } from '../options.ts'
import { persistMachine } from '../machines/persist.ts'
import { termAt } from '../log/log.ts'
import { Role } from '../server.ts'
import { advanceCommit } from './commit.ts'
import { withItemAt } from './with-item-at.ts'

/**
 * The log is durable up to a write that ended with the entry (index, term), unless that entry has been cut off since.
 * A leader counts itself towards a commit only for what is durable, and notes that its disk goes on.
 */
export function noteDurable(draft: Draft, index: number, term: number): void {
  const { log, durableIndex, role, id, matchIndex, options } = draft.server
  if (index <= durableIndex || termAt(log, index) !== term) return
  const server = change(draft)
  server.durableIndex = index
  persistMachine(draft)
  if (role !== Role.Leader) return
  if (watchesContact(options)) server.contacted |= 1 << id
  server.matchIndex = withItemAt(matchIndex, id, index)
  advanceCommit(draft)
}
