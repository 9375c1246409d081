import type { Monitor } from '../monitor.ts'
import type { Transition } from '../world/transition.ts'

/** A property of tests, violated at the first transition of which this is true. */
export function alarmAt(name: string, isIt: (transition: Transition) => boolean): Monitor<null> {
  return {
    name,
    promise: `it is never so: ${name}`,
    grade: 'safety',
    watches: -1,
    needs: [],
    start: () => null,
    see: (memory, transition, report) => {
      if (isIt(transition)) report.violation({ reason: 'it was', title: name, servers: [], evidence: [] })
      return memory
    },
  }
}

/** A property that every run violates, at its end: what it shows is what of a story can happen. */
export const ALWAYS: Monitor<null> = {
  ...alarmAt('runs end', () => false),
  end: (_, report) =>
    report.violation({ reason: 'it did', title: 'the run ended', servers: [], evidence: [] }),
}
