import { Operation, type Command } from '../../core/command.ts'
import type { Entry } from '../../core/log/entry.ts'
import { configurationText } from '../../properties/configuration-text.ts'
import { keyName, operationName, serverName } from '../../harness/world/names.ts'
import type { StoryEntry } from './story.ts'

/** Gives each entry of any log a number, equal ones the same. */
export interface EntryBook {
  numberOf(entry: Entry): number
  readonly entries: readonly StoryEntry[]
}

/** A book without entries. */
export function openEntryBook(): EntryBook {
  const entries: StoryEntry[] = []
  const byValue = new Map<Entry, number>()
  const byText = new Map<string, number>()
  const numberOf = (entry: Entry): number => {
    const known = byValue.get(entry)
    if (known !== undefined) return known
    const told: StoryEntry = [entry.term, shortOf(entry), fullOf(entry)]
    const key = `${entry.index} ${told.join(' ')}`
    let number = byText.get(key)
    if (number === undefined) {
      number = entries.push(told) - 1
      byText.set(key, number)
    }
    byValue.set(entry, number)
    return number
  }
  return { numberOf, entries }
}

/** What an operation is to do: `write k1 5`. */
export function deedOf({ operation, key, value, expected }: Command): string {
  switch (operation) {
    case Operation.Read:
      return `read ${keyName(key)}`
    case Operation.Write:
      return `write ${keyName(key)} ${value}`
    case Operation.Swap:
      return `swap ${keyName(key)} ${expected} to ${value}`
    case Operation.Append:
      return `append ${keyName(key)} ${value}`
    case Operation.Reconfigure:
      return `reconfigure ${configurationText({ voters: value, outgoing: 0, learners: expected }, ' ')}`
    case Operation.TransferLeadership:
      return `transfer ${serverName(value)}`
    case Operation.Register:
      return 'for a session'
  }
}

function shortOf({ command, configuration }: Entry): string {
  if (configuration !== null) return configuration.outgoing === 0 ? 'voters' : 'joint'
  return command === null ? 'no-op' : shortDeedOf(command)
}

function shortDeedOf({ operation, key, value }: Command): string {
  switch (operation) {
    case Operation.Read:
      return `${keyName(key)}?`
    case Operation.Write:
      return `${keyName(key)}=${value}`
    case Operation.Swap:
      return `${keyName(key)}→${value}`
    case Operation.Append:
      return `${keyName(key)}+${value}`
    case Operation.Reconfigure:
      return 'voters'
    case Operation.TransferLeadership:
      return 'transfer'
    case Operation.Register:
      return 'session'
  }
}

function fullOf({ command, configuration }: Entry): string {
  if (configuration !== null) return configurationText(configuration)
  return command === null ? 'no-op' : `${operationName(command.session, command.serial)} ${deedOf(command)}`
}
