import { ActionKind, type Action } from '../world/action.ts'
import type { Item, Story } from './story.ts'

/** An operation of a client, by its number among those of its session. */
export interface Named {
  readonly session: number
  readonly serial: number
}

/** The operations of a story, in the order in which they were first asked; those that never were are last. */
export function operationsOf({ cluster, items }: Story): Named[] {
  const asked = new Map<string, Named>()
  const note = (session: number, serial: number): void => {
    if (serial > 0) asked.set(`${session}.${serial}`, { session, serial })
  }
  for (const { action } of items) if (action.kind === ActionKind.Ask) note(action.peer, action.term)
  cluster.operations.forEach((commands) => commands.forEach(({ session, serial }) => note(session, serial)))
  return [...asked.values()]
}

/**
 * The story without some operations: nobody asks them, and those behind them in their sessions move up. A session without
 * any asks nothing, not even to be registered: scenario text knows sessions by their operations.
 */
export function withoutOperations({ cluster, items }: Story, struck: ReadonlySet<string>): Story {
  const isStruck = (session: number, serial: number): boolean => struck.has(`${session}.${serial}`)
  const moved = cluster.operations.map((commands) => {
    let serial = 0
    return commands.map((command) => (isStruck(command.session, command.serial) ? 0 : ++serial))
  })
  return {
    cluster: {
      ...cluster,
      operations: cluster.operations.map((commands) =>
        commands
          .filter(({ session, serial }) => !isStruck(session, serial))
          .map((command, place) => ({ ...command, serial: place + 1 })),
      ),
    },
    items: items.flatMap((item) => {
      const { action } = item
      if (!namesOperation(action)) return [item]
      const listed = moved[action.peer] ?? []
      if (action.term === 0) return listed.some((serial) => serial > 0) ? [item] : []
      const serial = listed[action.term - 1] ?? 0
      return serial === 0 ? [] : [{ ...item, action: { ...action, term: serial } }]
    }),
  }
}

/** The story without sessions that ask nothing any more; those behind them move up. */
export function withoutIdleSessions({ cluster, items }: Story): Story {
  const names: number[] = []
  let next = 0
  for (const commands of cluster.operations) names.push(commands.length === 0 ? -1 : next++)
  return {
    cluster: {
      ...cluster,
      operations: cluster.operations
        .filter((commands) => commands.length > 0)
        .map((commands, session) => commands.map((command) => ({ ...command, session }))),
    },
    items: items.flatMap((item): Item[] => {
      if (!namesOperation(item.action)) return [item]
      const peer = names[item.action.peer] ?? -1
      return peer < 0 ? [] : [{ ...item, action: { ...item.action, peer } }]
    }),
  }
}

/** Whether an action names an operation of a session. */
export function namesOperation({ kind }: Action): boolean {
  return (
    kind === ActionKind.Ask ||
    kind === ActionKind.Answer ||
    kind === ActionKind.DropAnswer ||
    kind === ActionKind.Abandon
  )
}
