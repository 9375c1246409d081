import type { Configuration } from '../../core/membership/configuration.ts'
import type { Options } from '../../core/options.ts'
import type { Observation, ObservedLog } from '../../harness/observation.ts'
import { newestConfiguration } from '../newest-configuration.ts'

/** A configuration that stands in a log, and the index of the entry that brought it. */
export interface Standing {
  readonly configuration: Configuration
  /** Of one that compaction took away, or that was there from the start: the index of the last entry before the log's first. */
  readonly index: number
}

/**
 * The newest configuration that a server's log holds before `index`; `undefined` where compaction took its entry away
 * and the snapshot tells of a later one only.
 */
export function configurationBefore(
  index: number,
  { log, snapshot }: Observation,
  { voters }: Pick<Options, 'voters'>,
): Standing | undefined {
  const { baseIndex } = log as ObservedLog
  const held = newestConfiguration(log as ObservedLog, index)
  if (held !== undefined) return { configuration: held.configuration as Configuration, index: held.index }
  if (baseIndex === 0) return { configuration: { voters, outgoing: 0, learners: 0 }, index: 0 }
  if (!snapshot || snapshot.lastIncludedIndex >= index) return undefined
  return { configuration: snapshot.configuration, index: baseIndex }
}
