import type { Fault } from '../stage/stage.ts'

/** In a crash, writes that were not flushed may be gone. */
export const lostWrites: Fault = {
  name: 'lost-writes',
  group: 'disk',
  sentence: 'A crash takes writes with it that were not flushed.',
  assumption: 'kept: what is not flushed is not stable storage (paper 5.1, Figure 2)',
}
