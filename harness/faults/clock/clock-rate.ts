import type { Fault } from '../stage/stage.ts'

/** Clocks go at different rates, within the bound of the options. */
export const clockRate: Fault = {
  name: 'clock-rate',
  group: 'clock',
  sentence: 'Clocks are fast or slow, by no more than leases allow for (option clockDrift).',
  assumption: 'kept: leases hold while clocks stay within a stated bound (dissertation 6.4.1)',
}
