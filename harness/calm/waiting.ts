import { isAdministrative, Operation, type Command } from '../../core/command.ts'
import { NOTHING, type World } from '../world/world.ts'

/** Whether a session waits for a command, or to be registered: what was asked of the cluster itself apart. */
export function isCommandAwaited(world: World): boolean {
  return world.sessions.some(
    ({ awaits }, session) => awaits !== NOTHING && !isForCluster(world, session, awaits),
  )
}

/** Whether what a session asks under a number is for the cluster itself. */
export function isForCluster({ cluster }: Pick<World, 'cluster'>, session: number, serial: number): boolean {
  const command: Command | undefined = cluster.operations[session]?.[serial - 1]
  return command !== undefined && isAdministrative(command.operation)
}

/** Whether what a session asks under a number is that another server leads. */
export function isTransfer({ cluster }: Pick<World, 'cluster'>, session: number, serial: number): boolean {
  return cluster.operations[session]?.[serial - 1]?.operation === Operation.TransferLeadership
}
