import type { Fault } from '../stage/stage.ts'

/** The operator changes the members. */
export const membershipChanges: Fault = {
  name: 'membership-changes',
  group: 'operations',
  sentence: 'The operator adds and removes servers in the middle of the storm.',
  assumption: 'kept: the members may change while the cluster works (paper 6, dissertation 4)',
}
