import { everyone, type Fault } from '../stage/stage.ts'

/** The victims and the others cannot reach each other. */
export const split: Fault = {
  name: 'split',
  group: 'network',
  sentence: 'The cluster falls into two parts that cannot reach each other.',
  assumption: 'kept: the network may be partitioned (paper 2)',
  cuts: (world, { victims }) => [{ from: victims, to: everyone(world) & ~victims, bothWays: true }],
}
