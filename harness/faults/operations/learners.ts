import type { Fault } from '../stage/stage.ts'

/** The operator has servers learn that do not vote. */
export const learners: Fault = {
  name: 'learners',
  group: 'operations',
  sentence: 'The operator asks for learners: servers that are sent all entries and have no vote.',
  assumption: 'kept: learners count for no majority (dissertation 4.2.1)',
}
