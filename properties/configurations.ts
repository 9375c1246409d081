import type { Configuration } from '../core/membership/configuration.ts'
import type { Options } from '../core/options.ts'
import type { Observation } from '../harness/observation.ts'
import { newestConfiguration } from './newest-configuration.ts'

/**
 * The newest configuration in a server's log, "regardless of whether the entry is committed" (6): that of the last
 * entry which holds one; where compaction took all of those away, that of the snapshot which stands for them (7); and
 * where there never was one, the cluster's first, of its `voters` alone.
 */
export function configurationInLog(
  { log, snapshot }: Pick<Observation, 'log' | 'snapshot'>,
  { voters }: Pick<Options, 'voters'>,
): Configuration {
  const held = log === undefined ? undefined : newestConfiguration(log, log.entries.length + 1)
  return held?.configuration ?? snapshot?.configuration ?? { voters, outgoing: 0, learners: 0 }
}
