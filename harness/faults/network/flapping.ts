import { everyone, type Fault } from '../stage/stage.ts'

/** The links between the victims and the others are cut and whole by turns. */
export const flapping: Fault = {
  name: 'flapping',
  group: 'network',
  sentence: 'Links between two parts of the cluster are cut and whole by turns, every 10 to 160 ms.',
  assumption: 'kept: the network may be partitioned (paper 2)',
  cuts: (world, { victims }) => [{ from: victims, to: everyone(world) & ~victims, bothWays: true }],
  flaps: ({ strength }) => 10_000 + strength * 150,
}
