import { everyone, type Fault } from '../stage/stage.ts'

/** The victims hear the others but are not heard, or the other way round. */
export const oneWay: Fault = {
  name: 'one-way',
  group: 'network',
  sentence: 'Some servers hear the others but are not heard by them, or are heard but hear nothing.',
  assumption: 'kept: messages may be lost in one direction only (paper 2)',
  cuts: (world, { victims, strength }) => {
    const others = everyone(world) & ~victims
    return strength < 500
      ? [{ from: victims, to: others, bothWays: false }]
      : [{ from: others, to: victims, bothWays: false }]
  },
}
