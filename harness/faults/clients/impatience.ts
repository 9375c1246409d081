import type { Fault } from '../stage/stage.ts'

/** Clients do not wait long. */
export const impatience: Fault = {
  name: 'impatience',
  group: 'clients',
  sentence: 'Clients ask again after some 20 to 250 ms, while the first request may still be under way.',
  assumption: 'kept: clients may retry, and each command takes effect once (paper 8, dissertation 6.3)',
}
