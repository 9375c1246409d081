import type { Entry } from '../core/log/entry.ts'
import type { Configuration } from '../core/membership/configuration.ts'
import type { Options } from '../core/options.ts'
import { itemAt, type Vector } from '../core/vector.ts'
import type { Observation } from '../harness/observation.ts'

/**
 * The newest configuration in a server's log, "regardless of whether the entry is committed" (6): that of the last
 * entry which holds one; where compaction took all of those away, that of the snapshot which stands for them (7); and
 * where there never was one, the cluster's first, of its `voters` alone.
 */
export function configurationInLog(
  { log, snapshot }: Pick<Observation, 'log' | 'snapshot'>,
  { voters }: Pick<Options, 'voters'>,
): Configuration {
  const held = log === undefined ? null : newestHeld(log.entries, log.baseIndex)
  return held ?? snapshot?.configuration ?? { voters, outgoing: 0, learners: 0 }
}

function newestHeld(entries: Vector<Entry>, baseIndex: number): Configuration | null {
  for (let position = entries.length - 1; position >= baseIndex; position--) {
    const { configuration } = itemAt(entries, position)
    if (configuration !== null) return configuration
  }
  return null
}
