import type { Entry } from '../../core/log/entry.ts'
import type { Configuration } from '../../core/membership/configuration.ts'
import type { Options } from '../../core/options.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName, serverNames } from '../../harness/world/names.ts'
import { configurationText } from '../configuration-text.ts'
import { entryText } from '../entry-text.ts'
import { firstNew } from '../first-new.ts'
import { configurationBefore } from './configuration-before.ts'
import { isQuorum } from '../../harness/quorum.ts'

/**
 * "There is no point during the transition where it is possible for two leaders to be elected for the same term" (6): any
 * quorum of a configuration and any of the next one in a log have a server in common. Judged by the sets alone.
 */
export const meetingQuorums: Monitor<Options> = {
  name: 'quorums of adjacent configurations meet',
  grade: 'practice',
  promise: 'any quorums of two adjacent configurations have a server in common (6)',
  watches: Changed.Log | Changed.Started,
  needs: ['log', 'snapshot'],
  start: ({ options }) => options,

  see(options, { server, before, after, position }, report) {
    const now = after?.log
    // What is in a log when a server starts again was put there before its eyes; only the first start is news.
    if (now === undefined || (before === undefined && position > 0)) return options
    const old = before?.log
    const { entries } = now
    for (let i = old === undefined ? now.baseIndex : firstNew(old, now); i < entries.length; i++) {
      const entry = itemAt(entries, i)
      if (entry.configuration !== null) judgePair(entry, server, after as Observation, options, report)
    }
    return options
  },

  /** Nothing: it remembers only what is so for a whole run. */
  matters: () => null,
}

function judgePair(
  entry: Entry,
  server: number,
  holder: Observation,
  options: Options,
  report: Report,
): void {
  const former = configurationBefore(entry.index, holder, options)
  if (former === undefined) return
  const next = entry.configuration as Configuration
  const quorum = quorumApart(former.configuration, next, options.servers)
  if (quorum < 0) return
  report.violation({
    reason: 'adjacent configurations with quorums that do not meet',
    title: `the log of ${serverName(server)} goes, at index ${entry.index}, to a configuration that can decide without the one before`,
    servers: [server],
    evidence: [
      `before: ${configurationText(former.configuration)}`,
      `then: ${entryText(entry)}`,
      `${serverNames(quorum)} can decide for the one, the others for the other`,
    ],
  })
}

/** A quorum of one configuration without which the others are a quorum of the next; -1 where there is none. */
function quorumApart(former: Configuration, next: Configuration, servers: number): number {
  for (let set = 0; set < 1 << servers; set++) if (isQuorum(set, former) && isQuorum(~set, next)) return set
  return -1
}
