import { raiseAround, type Fault } from '../stage/stage.ts'

/** Messages to and from the victims are lost. */
export const loss: Fault = {
  name: 'loss',
  group: 'network',
  sentence: 'Messages to and from some servers are lost, up to one in two.',
  assumption: 'kept: the network may lose messages (paper 2)',
  spoil: (weather, episode, servers) => raiseAround(weather.loss, episode, servers, episode.strength >> 1),
}
