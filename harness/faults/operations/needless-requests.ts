import type { Fault } from '../stage/stage.ts'

/** The operator asks for what is already so. */
export const needlessRequests: Fault = {
  name: 'needless-requests',
  group: 'operations',
  sentence: 'The operator asks once more for the members that there are, or for the leader that leads.',
  assumption: 'kept: a request may ask for what is so (dissertation 4.1)',
}
