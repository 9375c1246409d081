import { raiseOf, type Fault } from '../stage/stage.ts'

/** Now and then a write of a victim fails, so that it has to stop; it starts again when the episode ends. */
export const failedWrite: Fault = {
  name: 'failed-write',
  group: 'disk',
  sentence:
    'Writes of some servers to their disks fail, up to one in four; a server that is told so stops at once.',
  assumption: 'kept: servers fail by stopping and may restart from stable storage (paper 2, 5.1)',
  spoil: (weather, episode, servers) => raiseOf(weather.failing, episode, servers, episode.strength >> 2),
  stops: (_world, { victims }) => victims,
}
