import type { Fault } from '../stage/stage.ts'

/** Messages take any time up to a longest, each as likely. */
export const uniformDelay: Fault = {
  name: 'uniform-delay',
  group: 'network',
  sentence: 'Delays are spread evenly up to a longest one, where they would else be exponential.',
  assumption: 'kept: the network may delay and reorder messages (paper 2)',
}
