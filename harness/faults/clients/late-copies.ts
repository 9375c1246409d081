import type { Fault } from '../stage/stage.ts'

/** Copies of requests come long after them. */
export const lateCopies: Fault = {
  name: 'late-copies',
  group: 'clients',
  sentence: 'A copy of a request arrives seconds after it, when it has long been answered.',
  assumption: 'kept: clients may retry, and each command takes effect once (paper 8, dissertation 6.3)',
}
