import type { Fault } from '../stage/stage.ts'

/** Clocks read different times from the start. */
export const clockOffset: Fault = {
  name: 'clock-offset',
  group: 'clock',
  sentence: 'Clocks differ in what they read, by up to two seconds.',
  assumption: 'kept: safety does not depend on timing (paper 2, 5.6)',
}
