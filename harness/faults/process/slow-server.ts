import { raiseOf, type Fault } from '../stage/stage.ts'

/** All that the victims do takes longer. */
export const slowServer: Fault = {
  name: 'slow-server',
  group: 'process',
  sentence: 'Servers hear, write, apply and time out late, each time by up to 200 ms.',
  assumption: 'kept: safety does not depend on timing (paper 2, 5.6)',
  spoil: (weather, episode, servers) => raiseOf(weather.sluggish, episode, servers, episode.strength * 200),
}
