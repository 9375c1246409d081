import type { Fault } from '../stage/stage.ts'

/** The operator moves the leadership. */
export const transfers: Fault = {
  name: 'transfers',
  group: 'operations',
  sentence: 'The operator asks the leader to hand over to another server.',
  assumption: 'kept: leadership may be transferred (dissertation 3.10)',
}
