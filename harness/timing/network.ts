import type { Plan } from '../plan/plan.ts'

/** A message takes a little longer than the least, each another time; and so does a write to disk. */
const JITTER = 500
const DISK = { least: 100, mean: 200 }

/** A network in which a broadcast and the answers to it take about `broadcast` microseconds, and disks that are quick. */
export function networkOf(broadcast: number): Pick<Plan, 'network' | 'disk'> {
  return { network: { least: Math.max(1, Math.floor(broadcast / 2) - JITTER), mean: JITTER }, disk: DISK }
}
