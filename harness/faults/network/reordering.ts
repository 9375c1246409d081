import type { Fault } from '../stage/stage.ts'

/** Messages on a link may overtake each other. */
export const reordering: Fault = {
  name: 'reordering',
  group: 'network',
  sentence: 'Messages overtake each other on their link; where this is off, links keep their order.',
  assumption: 'kept: the network may delay and reorder messages (paper 2)',
}
