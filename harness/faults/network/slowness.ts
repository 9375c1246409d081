import { raiseAround, type Fault } from '../stage/stage.ts'

/** Messages to and from the victims are late, each by another time, so that they overtake each other. */
export const slowness: Fault = {
  name: 'slowness',
  group: 'network',
  sentence:
    'Messages to and from some servers take up to 400 ms longer, each another time, and overtake each other.',
  assumption: 'kept: the network may delay and reorder messages (paper 2)',
  spoil: (weather, episode, servers) => raiseAround(weather.slow, episode, servers, episode.strength * 400),
}
