import { raiseOf, type Fault } from '../stage/stage.ts'

/** The disks of the victims take long. */
export const slowDisk: Fault = {
  name: 'slow-disk',
  group: 'disk',
  sentence: 'Flushes of some servers take up to 400 ms longer, each another time.',
  assumption: 'kept: safety does not depend on timing (paper 2, 5.6)',
  spoil: (weather, episode, servers) => raiseOf(weather.slowDisk, episode, servers, episode.strength * 400),
}
