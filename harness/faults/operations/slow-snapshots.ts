import type { Fault } from '../stage/stage.ts'

/** A snapshot takes longer on its way than an election timeout. */
export const slowSnapshots: Fault = {
  name: 'slow-snapshots',
  group: 'operations',
  sentence:
    'Each part of a snapshot takes up to 400 ms longer on its way: the transfer outlasts election timeouts.',
  assumption: 'kept: the network may delay and reorder messages (paper 2)',
}
