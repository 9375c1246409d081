import type { Fault } from '../stage/stage.ts'

/** The victims crash, and start again when the episode ends. */
export const crash: Fault = {
  name: 'crash',
  group: 'process',
  sentence:
    'Servers stop at once; of what they had not flushed to disk, each write is there, partly there or gone.',
  assumption: 'kept: servers fail by stopping and may restart from stable storage (paper 2, 5.1)',
  crashes: (_world, { victims }) => victims,
}
