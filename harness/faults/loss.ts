import { raiseAround, type Fault } from './stage.ts'

/** Messages to and from the victims are lost. */
export const loss: Fault = {
  name: 'loss',
  sentence: 'Messages to and from some servers are lost, up to one in two.',
  assumption: 'kept: the network may lose messages (paper 2)',
  spoil: (weather, { victims, strength }, servers) =>
    raiseAround(weather.loss, victims, servers, strength / 2),
}
