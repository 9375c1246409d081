import { leaderAlone, type Fault } from '../stage/stage.ts'

/** Whoever leads when it begins crashes, and starts again when the episode ends. */
export const crashLeader: Fault = {
  name: 'crash-leader',
  group: 'process',
  sentence:
    'The leader stops at once; of what it had not flushed to disk, each write is there, partly there or gone.',
  assumption: 'kept: servers fail by stopping and may restart from stable storage (paper 2, 5.1)',
  crashes: leaderAlone,
}
