import type { Fault } from '../stage/stage.ts'

/** In a crash, of two writes to a file the later one may be there, and the earlier one not. */
export const reorderedWrites: Fault = {
  name: 'reordered-writes',
  group: 'disk',
  sentence:
    'A crash leaves a later write that was not flushed, and takes an earlier one to the same file with it.',
  assumption: 'kept: what is not flushed is not stable storage (paper 5.1, Figure 2)',
}
