import { fitting } from '../harness/campaign/fitting.ts'
import type { Monitor } from '../harness/monitor.ts'
import type { Target } from '../harness/targets/target.ts'
import { monitors, rules } from '../properties/monitors.ts'

/** Every monitor that a target shows enough for, the rules of single steps included. */
export function judgesOf(target: Target): readonly Monitor[] {
  return fitting(target, [...monitors, ...rules]).checked
}
