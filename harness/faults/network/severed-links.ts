import type { Fault } from '../stage/stage.ts'

/** One server never reaches some of the others again. */
export const severedLinks: Fault = {
  name: 'severed-links',
  group: 'network',
  sentence: 'One server loses its links to some of the others, but not to all, for good.',
  assumption: 'kept: servers may differ in whom they can reach (paper 2; dissertation 6.2)',
}
