import type { Fault } from '../stage/stage.ts'

/** In a crash, writes that were not flushed may be there in part. */
export const tornWrites: Fault = {
  name: 'torn-writes',
  group: 'disk',
  sentence: 'A crash leaves only the first records of a write that was not flushed.',
  assumption: 'kept: what is not flushed is not stable storage (paper 5.1, Figure 2)',
}
