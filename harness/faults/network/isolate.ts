import { everyone, type Fault } from '../stage/stage.ts'

/** One server is cut off from all others. */
export const isolate: Fault = {
  name: 'isolate',
  group: 'network',
  sentence: 'One server, whichever it is, is cut off from all others.',
  assumption: 'kept: the network may be partitioned (paper 2)',
  cuts: (world, { strength }) => {
    const one = 1 << (strength % world.seats.length)
    return [{ from: one, to: everyone(world) & ~one, bothWays: true }]
  },
}
