import { raiseOf, type Fault } from '../stage/stage.ts'

/** Now and then a flush fails, and the disk says of the next one that all is durable. */
export const failedFlush: Fault = {
  name: 'failed-flush',
  group: 'disk',
  sentence:
    'Flushes of some servers fail, up to one in four, and all that waited for them is damaged; whoever flushes once more is told that it succeeded.',
  assumption: 'kept: servers fail by stopping and may restart from stable storage (paper 2, 5.1)',
  spoil: (weather, episode, servers) =>
    raiseOf(weather.failingFlush, episode, servers, episode.strength >> 2),
  stops: (_world, { victims }) => victims,
}
