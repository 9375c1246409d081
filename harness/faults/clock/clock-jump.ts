import type { Fault } from '../stage/stage.ts'

/** The clocks of the victims are set forwards or back. */
export const clockJump: Fault = {
  name: 'clock-jump',
  group: 'clock',
  sentence: 'Clocks are set forwards or back, by up to five seconds.',
  assumption:
    'kept, but by clusters that answer reads by lease: those take it that no clock jumps (dissertation 6.4.1)',
  breaks: ['linearizability', 'no leader beside a lease'],
  jumps: (_world, { victims }) => victims,
}
