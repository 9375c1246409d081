import type { Entry } from '../core/log/entry.ts'
import { operationName } from '../harness/world/names.ts'

/** An entry as people read it: `4@2 (C1.3)` is the entry at index 4, of term 2, with the command C1.3. */
export function entryText({ index, term, command }: Entry): string {
  return `${index}@${term} (${command === null ? 'no-op' : operationName(command.session, command.serial)})`
}
