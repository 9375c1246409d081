import type { Fault } from '../stage/stage.ts'

/** The victims crash, and while they are down their disks lose the term and the vote, or a record of the log that was durable: they are not to start again. */
export const rot: Fault = {
  name: 'rot',
  group: 'disk',
  sentence:
    'Fewer than a majority crash, and find their term and vote, or a record of their log, damaged: they refuse to start, for good.',
  assumption: 'kept: servers may fail by stopping, fewer than a majority for good (paper 2)',
  rots: (_world, { victims }) => victims,
}
