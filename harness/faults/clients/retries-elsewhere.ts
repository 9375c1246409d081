import type { Fault } from '../stage/stage.ts'

/** Clients that ask again ask another server. */
export const retriesElsewhere: Fault = {
  name: 'retries-elsewhere',
  group: 'clients',
  sentence:
    'Clients that had no answer ask another server, which may not lead; where this is off, they stay with the one that they know.',
  assumption: 'kept: clients may retry, and each command takes effect once (paper 8, dissertation 6.3)',
}
