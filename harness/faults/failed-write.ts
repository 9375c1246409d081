import type { Fault } from './stage.ts'

/** By how much rarer a write fails than an episode is strong. */
const RARER = 4

/** Now and then a write of a victim fails, so that it has to stop; it starts again when the episode ends. */
export const failedWrite: Fault = {
  name: 'failed-write',
  sentence:
    'Writes of some servers to their disks fail, up to one flush in four; a server that is told so stops at once.',
  assumption: 'kept: servers fail by stopping and may restart from stable storage (paper 2, 5.1)',
  spoil: ({ failing }, { victims, strength }, servers) => {
    for (let server = 0; server < servers; server++)
      if (((victims >> server) & 1) === 1)
        failing[server] = Math.max(failing[server] as number, strength / RARER)
  },
  stops: (_world, { victims }) => victims,
}
