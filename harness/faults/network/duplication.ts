import { raiseAround, type Fault } from '../stage/stage.ts'

/** Messages to and from the victims arrive more than once. */
export const duplication: Fault = {
  name: 'duplication',
  group: 'network',
  sentence: 'Messages to and from some servers arrive twice, the second time much later.',
  assumption: 'kept: the network may duplicate messages (paper 2)',
  spoil: (weather, episode, servers) =>
    raiseAround(weather.duplicate, episode, servers, episode.strength >> 1),
}
