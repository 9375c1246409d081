import type { Command } from '../core/command.ts'
import type { Entry } from '../core/log/entry.ts'
import type { Configuration } from '../core/membership/configuration.ts'

/** Whether two entries hold the same, beside their place in the log; in one process they mostly are the same object. */
export function sameEntry(one: Entry, other: Entry): boolean {
  if (one === other) return true
  return (
    one.term === other.term &&
    one.kind === other.kind &&
    one.time === other.time &&
    sameCommand(one.command, other.command) &&
    sameConfiguration(one.configuration, other.configuration)
  )
}

function sameCommand(one: Command | null, other: Command | null): boolean {
  if (one === null || other === null) return one === other
  return (
    one.session === other.session &&
    one.serial === other.serial &&
    one.registration === other.registration &&
    one.operation === other.operation &&
    one.key === other.key &&
    one.value === other.value &&
    one.expected === other.expected
  )
}

function sameConfiguration(one: Configuration | null, other: Configuration | null): boolean {
  if (one === null || other === null) return one === other
  return one.voters === other.voters && one.outgoing === other.outgoing && one.learners === other.learners
}
