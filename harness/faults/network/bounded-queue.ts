import { MOST_ROOM, raiseAround, type Fault } from '../stage/stage.ts'

/** Links of the victims hold few messages, and for a new one the oldest goes. */
export const boundedQueue: Fault = {
  name: 'bounded-queue',
  group: 'network',
  sentence: 'Links of some servers hold 1 to 8 messages; where they are full the oldest is lost.',
  assumption: 'kept: the network may lose messages (paper 2)',
  spoil: (weather, episode, servers) =>
    raiseAround(weather.crowded, episode, servers, 1 + (episode.strength % MOST_ROOM)),
}
