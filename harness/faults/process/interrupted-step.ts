import { raiseOf, type Fault } from '../stage/stage.ts'

/** Now and then a victim crashes in the middle of a step. */
export const interruptedStep: Fault = {
  name: 'interrupted-step',
  group: 'process',
  sentence:
    'Servers crash between two effects of one step: the first messages and answers are on their way, the others never were.',
  assumption: 'kept: servers fail by stopping and may restart from stable storage (paper 2, 5.1)',
  spoil: (weather, episode, servers) =>
    raiseOf(weather.interrupted, episode, servers, 1 + Math.floor(episode.strength / 25)),
  stops: (_world, { victims }) => victims,
}
