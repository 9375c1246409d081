import type { Fault } from '../stage/stage.ts'

/** The disks of the victims complete nothing any more. */
export const stalledDisk: Fault = {
  name: 'stalled-disk',
  group: 'disk',
  sentence:
    'The disks of fewer than a majority never complete anything again; the servers stay up, and wait.',
  assumption: 'kept: servers may fail by stopping, fewer than a majority for good (paper 2)',
  stalls: (_world, { victims }) => victims,
}
