import { Operation, type Command, type Value } from '../../../core/command.ts'
import type { Entry } from '../../../core/log/entry.ts'
import type { Configuration } from '../../../core/membership/configuration.ts'
import { keyName, operationName, serverName, serverNames, sessionName } from '../../../harness/world/names.ts'
import { elementsOf } from '../../../properties/linearizability/operation-text.ts'

/** `S1`, `S1 and S2`, `S1, S2 and S3`. */
export function listText(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) as string}`
}

/** The servers of a set, as a list. */
export function serversText(set: number): string {
  return listText(serversOf(set).map(serverName))
}

/** The servers of a set. */
function serversOf(set: number): number[] {
  const servers: number[] = []
  for (let server = 0; set >> server !== 0; server++) if (((set >> server) & 1) === 1) servers.push(server)
  return servers
}

/** `entry 3 of term 2 (write k1 5)` */
function entryWords(entry: Entry): string {
  return `entry ${entry.index} of term ${entry.term} (${contentWords(entry)})`
}

/** Entries that follow each other: `entries 2 to 4 of term 1`, or the one there is. */
export function entriesWords(entries: readonly Entry[]): string {
  const [first, last] = [entries[0], entries.at(-1)]
  if (first === undefined || last === undefined) return 'no entries'
  if (first === last) return entryWords(first)
  const terms = first.term === last.term ? `of term ${first.term}` : `of terms ${first.term} to ${last.term}`
  const told = entries.length > 3 ? '' : ` (${entries.map(contentWords).join('; ')})`
  const isUnbroken = last.index - first.index === entries.length - 1 && entries.length > 2
  const range = isUnbroken
    ? `${first.index} to ${last.index}`
    : listText(entries.map(({ index }) => String(index)))
  return `entries ${range} ${terms}${told}`
}

function contentWords({ command, configuration }: Entry): string {
  if (configuration !== null) return `members ${configurationWords(configuration)}`
  return command === null ? 'no-op' : commandWords(command)
}

/** `S1 S2 S3`; a joint one: `S1 S2 S3 to S3 S4, joint`. */
export function configurationWords({ voters, outgoing, learners }: Configuration): string {
  const joint =
    outgoing === 0
      ? serverNames(voters) || 'none'
      : `${serverNames(outgoing)} to ${serverNames(voters)}, joint`
  return learners === 0 ? joint : `${joint}, learner ${serverNames(learners)}`
}

/** `write k1 5` */
export function commandWords({ operation, key, value, expected, session }: Command): string {
  const name = keyName(key)
  switch (operation) {
    case Operation.Read:
      return `read ${name}`
    case Operation.Write:
      return `write ${name} ${value}`
    case Operation.Swap:
      return `swap ${name} ${expected} to ${value}`
    case Operation.Append:
      return `append ${name} ${value}`
    case Operation.Reconfigure:
      return `members ${configurationWords({ voters: value, outgoing: 0, learners: expected })}`
    case Operation.TransferLeadership:
      return `hand leadership to ${serverName(value)}`
    case Operation.Register:
      return `session of ${sessionName(session)}`
  }
}

/** `C1.2 (write k1 5)` */
export function operationWords(command: Command): string {
  return `${operationName(command.session, command.serial)} (${commandWords(command)})`
}

/** What an operation gave back. */
export function valueWords(value: Value): string {
  return typeof value === 'number' ? String(value) : `[${elementsOf(value).join(' ')}]`
}

/** `up to entry 3`, or where there is none, `no entry`. */
export function upTo(index: number): string {
  return index === 0 ? 'no entry' : `up to entry ${index}`
}

/** How a log ends, for comparing it: `its log ends with entry 3 of term 2`. */
export function endWords(whose: string, index: number, term: number): string {
  return index === 0 ? `${whose} log is empty` : `${whose} log ends with entry ${index} of term ${term}`
}
