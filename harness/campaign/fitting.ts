import { defaultOptions } from '../../core/options.ts'
import { NEW_DISK } from '../../core/recovery/disk.ts'
import type { Monitor } from '../monitor.ts'
import type { Target } from '../targets/target.ts'

/** The monitors that can judge a target, and those that need something which it does not show. */
export interface Fitting {
  readonly checked: readonly Monitor[]
  readonly notChecked: readonly { readonly monitor: Monitor; readonly missing: readonly string[] }[]
}

/** Looks at a server of the target to see which monitors have what they need. */
export function fitting(target: Target, monitors: readonly Monitor[]): Fitting {
  const seen = target.observe(target.boot(0, defaultOptions(1), NEW_DISK).server)
  const fits = monitors.map((monitor) => ({
    monitor,
    missing: monitor.needs.filter((field) => seen[field] === undefined),
  }))
  return {
    checked: fits.filter(({ missing }) => missing.length === 0).map(({ monitor }) => monitor),
    notChecked: fits.filter(({ missing }) => missing.length > 0),
  }
}
