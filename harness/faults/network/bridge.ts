import { everyone, type Fault } from '../stage/stage.ts'

/** Two parts that only one server can reach both of. */
export const bridge: Fault = {
  name: 'bridge',
  group: 'network',
  sentence: 'The cluster falls into two parts, and one server still reaches both.',
  assumption: 'kept: servers may differ in whom they can reach (paper 2)',
  cuts: (world, { victims, strength }) => {
    const middle = 1 << (strength % world.seats.length)
    return [{ from: victims & ~middle, to: everyone(world) & ~victims & ~middle, bothWays: true }]
  },
}
