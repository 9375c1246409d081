import { raiseAround, type Fault } from '../stage/stage.ts'

/** Nothing comes through the links of the victims, and then all of it at once. */
export const clog: Fault = {
  name: 'clog',
  group: 'network',
  sentence: 'Messages to and from some servers wait, and all come at once when it is over.',
  assumption: 'kept: the network may delay and reorder messages (paper 2)',
  spoil: (weather, episode, servers) => raiseAround(weather.clogged, episode, servers, episode.until),
}
