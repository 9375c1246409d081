import { Operation, type Command } from '../../core/command.ts'
import { ActionKind, type Action } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'
import type { Item, Story } from './story.ts'

/** What each server is called instead, by number; -1: it is not there any more. Two may become one. */
export type Names = readonly number[]

/** The same story with its servers called otherwise; what only those did who are not there any more is gone. */
export function renamed({ cluster, items }: Story, names: Names): Story {
  return {
    cluster: renamedCluster(cluster, names),
    items: items.flatMap((item) => renamedItem(item, names)),
  }
}

function renamedCluster(cluster: Cluster, names: Names): Cluster {
  const { options, clocks, operations, given } = cluster
  const servers = Math.max(...names) + 1
  return {
    ...cluster,
    options: {
      ...options,
      servers,
      voters: renamedSet(options.voters, names) || (1 << servers) - 1,
      electionTimeoutStretch: moved(options.electionTimeoutStretch, names),
    },
    clocks: moved(clocks, names),
    operations: operations.map((commands) => commands.map((command) => renamedCommand(command, names))),
    given: given.flatMap((one) => {
      const server = names[one.server] ?? -1
      return server < 0
        ? []
        : [{ ...one, server, votedFor: one.votedFor < 0 ? -1 : (names[one.votedFor] ?? -1) }]
    }),
  }
}

/** A list by server, by their other names. */
function moved<T>(list: readonly T[], names: Names): T[] {
  const all: T[] = []
  list.forEach((one, server) => {
    const name = names[server] ?? -1
    if (name >= 0) all[name] = one
  })
  return all
}

function renamedCommand(command: Command, names: Names): Command {
  if (command.operation === Operation.TransferLeadership)
    return { ...command, value: Math.max(0, names[command.value] ?? 0) }
  if (command.operation !== Operation.Reconfigure) return command
  return {
    ...command,
    value: renamedSet(command.value, names),
    expected: renamedSet(command.expected, names),
  }
}

function renamedItem(item: Item, names: Names): Item[] {
  const { action } = item
  const is = renamedAction(action, names)
  return is === undefined ? [] : [{ ...item, action: is }]
}

function renamedAction(action: Action, names: Names): Action | undefined {
  const { kind, server, peer } = action
  const name = (one: number): number => names[one] ?? -1
  switch (kind) {
    case ActionKind.Deliver:
    case ActionKind.Duplicate:
    case ActionKind.Drop:
      return name(server) < 0 || name(peer) < 0 || name(server) === name(peer)
        ? undefined
        : { ...action, server: name(server), peer: name(peer) }
    case ActionKind.Cut:
    case ActionKind.Mend: {
      const [from, to] = [renamedSet(server, names), renamedSet(peer, names)]
      return from === 0 || to === 0 ? undefined : { ...action, server: from, peer: to }
    }
    case ActionKind.Abandon:
    case ActionKind.Calm:
      return action
    default:
      return name(server) < 0 ? undefined : { ...action, server: name(server) }
  }
}

/** A set of servers by their other names. */
function renamedSet(set: number, names: Names): number {
  return names.reduce(
    (sum, name, server) => (((set >> server) & 1) === 1 && name >= 0 ? sum | (1 << name) : sum),
    0,
  )
}
