import { raiseOf, type Fault } from '../stage/stage.ts'

/** A victim crashes while it writes a snapshot, or takes one over. */
export const crashInSnapshot: Fault = {
  name: 'crash-in-snapshot',
  group: 'operations',
  sentence: 'Servers crash in the middle of writing a snapshot, their own or one that they were sent.',
  assumption: 'kept: servers fail by stopping and may restart from stable storage (paper 2, 5.1)',
  spoil: (weather, episode, servers) =>
    raiseOf(weather.snapshotCrash, episode, servers, episode.strength >> 1),
  stops: (_world, { victims }) => victims,
}
