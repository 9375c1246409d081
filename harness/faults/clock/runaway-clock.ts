import type { Fault } from '../stage/stage.ts'

/** Some clocks go at rates beyond the bound of the options. */
export const runawayClock: Fault = {
  name: 'runaway-clock',
  group: 'clock',
  sentence: 'Clocks are fast or slow by up to twice as much as the options say.',
  assumption:
    'kept, but by clusters that answer reads by lease: those take it that clocks stay within the bound (dissertation 6.4.1)',
  breaks: ['linearizability', 'no leader beside a lease'],
}
