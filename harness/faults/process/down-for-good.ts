import type { Fault } from '../stage/stage.ts'

/** The victims crash and never start again. */
export const downForGood: Fault = {
  name: 'down-for-good',
  group: 'process',
  sentence: 'Fewer than a majority crash and never start again.',
  assumption: 'kept: servers may fail by stopping, fewer than a majority for good (paper 2)',
  crashes: (_world, { victims }) => victims,
  forGood: true,
}
