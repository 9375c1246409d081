import type { Fault } from '../stage/stage.ts'

/** A few messages take very much longer than the others. */
export const heavyDelay: Fault = {
  name: 'heavy-delay',
  group: 'network',
  sentence:
    'Most messages are quick and a few take up to 40 times as long as the average: delays with a heavy tail.',
  assumption: 'kept: the network may delay and reorder messages (paper 2)',
}
