import { Operation } from '../../../core/command.ts'
import type { Cluster } from '../../world/cluster.ts'

/** The sets of servers that a renaming must leave as they are: the members at first, and whom clients' requests name. */
export function fixedSets({ options, operations }: Cluster): number[] {
  const sets = [options.voters]
  for (const { operation, value, expected } of operations.flat()) {
    if (operation === Operation.Reconfigure) sets.push(value, expected)
    if (operation === Operation.TransferLeadership) sets.push(1 << value)
  }
  return sets
}
