import { Operation, type Command } from '../../core/command.ts'
import { ActionKind } from '../world/action.ts'
import { attempt, type Told } from './attempt.ts'
import { renamed } from './renamed.ts'
import { namesOperation } from './operations.ts'
import type { Story } from './story.ts'
import type { Search } from './strike.ts'

/**
 * Gives a story the names that everybody would give: the server that acts first is S1, the client that asks first is C1,
 * what it asks of is k1, what it writes is 1. Stories of one bug look alike then. Each kind of name stays as it was where
 * the violation depends on it.
 */
export function withPlainNames(search: Search, told: Told): Told {
  let best = told
  for (const rename of [serversInOrder, sessionsInOrder, keysInOrder, valuesInOrder]) {
    const tried = attempt(search.court, rename(best.story))
    if (tried?.story.items.length === best.story.items.length) best = tried
  }
  return best
}

/** Numbers what comes first 0, and so on; the rest of `count` follows in its own order. */
function inOrder(seen: readonly number[], count: number): number[] {
  const names = new Map<number, number>()
  const all = [...seen, ...Array.from({ length: count }, (_, one) => one)]
  for (const one of all) if (one >= 0 && one < count && !names.has(one)) names.set(one, names.size)
  return Array.from({ length: count }, (_, one) => names.get(one) as number)
}

function serversInOrder(story: Story): Story {
  const seen = story.items.flatMap(({ action: { kind, server, peer } }) => {
    if (kind === ActionKind.Cut || kind === ActionKind.Mend || kind === ActionKind.Calm) return []
    if (kind === ActionKind.Abandon) return []
    return kind <= ActionKind.Drop ? [server, peer] : [server]
  })
  return renamed(story, inOrder(seen, story.cluster.options.servers))
}

function sessionsInOrder({ cluster, items }: Story): Story {
  const seen = items.flatMap(({ action: { kind, peer } }) => (kind === ActionKind.Ask ? [peer] : []))
  const names = inOrder(seen, cluster.operations.length)
  const operations: (readonly Command[])[] = []
  cluster.operations.forEach((commands, session) => {
    const name = names[session] as number
    operations[name] = commands.map((command) => ({ ...command, session: name }))
  })
  return {
    cluster: { ...cluster, operations },
    items: items.map((item) =>
      namesOperation(item.action)
        ? { ...item, action: { ...item.action, peer: names[item.action.peer] as number } }
        : item,
    ),
  }
}

function keysInOrder(story: Story): Story {
  const keys = [...new Set(commandsInOrder(story).map(({ key }) => key))]
  return withCommands(story, (command) => ({ ...command, key: keys.indexOf(command.key) }))
}

function valuesInOrder(story: Story): Story {
  // Nothing was written before: 0 stays what it is.
  const values = [
    ...new Set([0, ...commandsInOrder(story).flatMap(({ expected, value }) => [expected, value])]),
  ]
  return withCommands(story, (command) => ({
    ...command,
    value: values.indexOf(command.value),
    expected: values.indexOf(command.expected),
  }))
}

/** What clients ask of the machine, in the order in which it is first asked. */
function commandsInOrder({ cluster, items }: Story): Command[] {
  const asked = items.flatMap(({ action: { kind, peer, term } }) => {
    const command = kind === ActionKind.Ask ? cluster.operations[peer]?.[term - 1] : undefined
    return command === undefined ? [] : [command]
  })
  return [...asked, ...cluster.operations.flat()].filter(isOfTheMachine)
}

function isOfTheMachine({ operation }: Command): boolean {
  return operation <= Operation.Append
}

function withCommands({ cluster, items }: Story, change: (command: Command) => Command): Story {
  const operations = cluster.operations.map((commands) =>
    commands.map((command) => (isOfTheMachine(command) ? change(command) : command)),
  )
  return { cluster: { ...cluster, operations }, items }
}
