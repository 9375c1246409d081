import type { Fault } from '../stage/stage.ts'

/** Servers that were removed stay, and disturb the others. */
export const removedServers: Fault = {
  name: 'removed-servers',
  group: 'operations',
  sentence:
    'Servers that were removed keep running and campaign on; where this is off, the operator stops them.',
  assumption: 'kept: removed servers may disturb the cluster (paper 6, dissertation 4.2.3)',
}
