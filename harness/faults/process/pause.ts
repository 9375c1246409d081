import { raiseOf, type Fault } from '../stage/stage.ts'

/** The victims do nothing, and then go on as if no time had passed. */
export const pause: Fault = {
  name: 'pause',
  group: 'process',
  sentence:
    'Servers do nothing for a while (a long collection of garbage, a virtual machine moved): what comes for them waits, and then comes all at once.',
  assumption: 'kept: safety does not depend on timing (paper 2, 5.6)',
  spoil: (weather, episode, servers) => raiseOf(weather.paused, episode, servers, episode.until),
}
