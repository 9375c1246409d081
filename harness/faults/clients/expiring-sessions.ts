import type { Fault } from '../stage/stage.ts'

/** Sessions end while their clients think that they last. */
export const expiringSessions: Fault = {
  name: 'expiring-sessions',
  group: 'clients',
  sentence:
    'Sessions expire by the time in the log, or are pushed out by newer ones, while their clients still use them.',
  assumption: 'kept: what comes in a session that is over is not done (dissertation 6.3)',
}
