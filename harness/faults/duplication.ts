import { raiseAround, type Fault } from './stage.ts'

/** Messages to and from the victims arrive more than once. */
export const duplication: Fault = {
  name: 'duplication',
  sentence: 'Messages to and from some servers arrive twice, the second time much later.',
  assumption: 'kept: the network may duplicate messages (paper 2)',
  spoil: (weather, { victims, strength }, servers) =>
    raiseAround(weather.duplicate, victims, servers, strength / 2),
}
