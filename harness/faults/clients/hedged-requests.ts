import type { Fault } from '../stage/stage.ts'

/** Clients ask two servers at once. */
export const hedgedRequests: Fault = {
  name: 'hedged-requests',
  group: 'clients',
  sentence: 'Clients send a request to a second server at the same time.',
  assumption: 'kept: clients may retry, and each command takes effect once (paper 8, dissertation 6.3)',
}
