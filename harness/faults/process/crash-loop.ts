import type { Fault } from '../stage/stage.ts'

/** The victims crash and start again and again, until the episode ends. */
export const crashLoop: Fault = {
  name: 'crash-loop',
  group: 'process',
  sentence: 'Servers crash and start by turns, every 5 to 105 ms.',
  assumption: 'kept: servers fail by stopping and may restart from stable storage (paper 2, 5.1)',
  crashes: (_world, { victims }) => victims,
  flaps: ({ strength }) => 5_000 + strength * 100,
}
