import type { Configuration } from '../core/membership/configuration.ts'
import type { Options } from '../core/options.ts'
import { itemAt } from '../core/vector.ts'
import type { Observation, ObservedLog } from '../harness/observation.ts'
import { firstNew } from './first-new.ts'
import { newestConfiguration } from './newest-configuration.ts'

type Holder = Pick<Observation, 'log' | 'snapshot'>
type First = Pick<Options, 'voters'>

/**
 * The newest configuration in a server's log, "regardless of whether the entry is committed" (6): that of the last
 * entry which holds one; where compaction took all of those away, that of the snapshot which stands for them (7); and
 * where there never was one, the cluster's first, of its `voters` alone.
 */
export function configurationInLog(holder: Holder, first: First): Configuration {
  const held =
    holder.log === undefined ? undefined : newestConfiguration(holder.log, holder.log.entries.length + 1)
  return held?.configuration ?? configurationBelow(holder, first)
}

/** The newest configuration in a log, and the index of its entry; 0 where the log holds none. */
export interface Newest {
  readonly log: ObservedLog
  readonly index: number
  readonly configuration: Configuration
}

/** The same, of a server that shows its log, from what is `known` of its log as it was: only what is new in it is read. */
export function newestAfter(known: Newest | undefined, holder: Holder, first: First): Newest {
  const log = holder.log as ObservedLog
  const { entries, baseIndex } = log
  const unread = known?.log.baseIndex === baseIndex ? firstNew(known.log, log) : baseIndex
  const isKept = known !== undefined && known.log.baseIndex === baseIndex && known.index <= unread
  for (let position = entries.length - 1; position >= (isKept ? unread : baseIndex); position--) {
    const { index, configuration } = itemAt(entries, position)
    if (configuration !== null) return { log, index, configuration }
  }
  if (isKept) return { log, index: known.index, configuration: known.configuration }
  return { log, index: 0, configuration: configurationBelow(holder, first) }
}

/** What is in force before the first entry of a log. */
function configurationBelow({ snapshot }: Holder, { voters }: First): Configuration {
  return snapshot?.configuration ?? { voters, outgoing: 0, learners: 0 }
}
