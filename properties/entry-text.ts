import type { Entry } from '../core/log/entry.ts'
import { operationName } from '../harness/world/names.ts'
import { configurationText } from './configuration-text.ts'

/**
 * An entry as people read it: `4@2 (C1.3)` is the entry at index 4, of term 2, with the command C1.3; `7@3 (voters S1
 * S2)` brings a configuration.
 */
export function entryText(entry: Entry): string {
  return `${entry.index}@${entry.term} (${contentText(entry)})`
}

function contentText({ command, configuration }: Entry): string {
  if (configuration !== null) return configurationText(configuration)
  return command === null ? 'no-op' : operationName(command.session, command.serial)
}
