import type { Command } from '../../core/command.ts'
import type { Cluster } from '../world/cluster.ts'
import type { Plan } from './plan.ts'

/** The cluster that a plan runs on: its operations sorted by session, in order. */
export function clusterOf(plan: Plan): Cluster {
  const operations: Command[][] = []
  for (const { session, operation, key, value, expected } of plan.operations) {
    while (operations.length <= session) operations.push([])
    const commands = operations[session] as Command[]
    commands.push({ session, serial: commands.length + 1, registration: 0, operation, key, value, expected })
  }
  const { options, synchronousDisk, clocks } = plan
  return { options, synchronousDisk, clocks, operations, given: [] }
}
