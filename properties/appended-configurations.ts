import type { Entry } from '../core/log/entry.ts'
import { itemAt } from '../core/vector.ts'
import type { ObservedLog } from '../harness/observation.ts'

const NONE: readonly Entry[] = []

/** The entries that came to the end of a log and hold a configuration, in order. */
export function appendedConfigurations(before: ObservedLog, after: ObservedLog): readonly Entry[] {
  const { entries, baseIndex } = after
  const { length } = before.entries
  let found: Entry[] | undefined
  for (let position = length > baseIndex ? length : baseIndex; position < entries.length; position++) {
    const entry = itemAt(entries, position)
    if (entry.configuration !== null) (found ??= []).push(entry)
  }
  return found ?? NONE
}
