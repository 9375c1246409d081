import type { Fault } from '../stage/stage.ts'

/** The victims lose their disks, and do not come back; another server is added in the place of each. */
export const replacedDisk: Fault = {
  name: 'replaced-disk',
  group: 'disk',
  sentence:
    'Fewer than a majority lose their disks for good; the operator adds a server under a new name for each, and removes the old name.',
  assumption: 'kept: servers may fail by stopping, fewer than a majority for good (paper 2)',
  wipes: (_world, { victims }) => victims,
  forGood: true,
}
