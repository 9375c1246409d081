import type { Fault } from '../stage/stage.ts'

/** Messages take any time up to a longest, each as likely. */
export const uniformDelay: Fault = {
  name: 'uniform-delay',
  group: 'network',
  sentence:
    'Delays are spread evenly up to eight times what is else their average: hardly any message is quick.',
  assumption: 'kept: the network may delay and reorder messages (paper 2)',
}
