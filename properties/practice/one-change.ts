import type { Entry } from '../../core/log/entry.ts'
import type { Configuration } from '../../core/membership/configuration.ts'
import type { Options } from '../../core/options.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { actsAsLeader } from '../acts-as-leader.ts'
import { appendedConfigurations } from '../appended-configurations.ts'
import { entryText } from '../entry-text.ts'
import { termInLog } from '../term-in-log.ts'
import { configurationBefore, type Standing } from './configuration-before.ts'

/**
 * A leader appends a configuration only once the one before it in its log is committed (6: the entry of C_old,new comes
 * before that of C_new; dissertation 4.1: no new change while one is under way). It goes straight from some voters to
 * others only once it has committed an entry of its own term (Ongaro's correction of 2015); a joint configuration needs
 * the old majority too, and with it all that an earlier leader may have committed.
 */
export const oneChange: Monitor<Options> = {
  name: 'one change at a time',
  grade: 'practice',
  promise:
    'a leader changes members only when the last change, and an entry of its own term, is committed (6)',
  watches: Changed.Log,
  needs: ['role', 'currentTerm', 'log', 'snapshot', 'commitIndex'],
  start: ({ options }) => options,

  see(options, transition, report) {
    const { server, before, after } = transition
    if (before?.log === undefined || after?.log === undefined || !actsAsLeader(transition)) return options
    const appended = appendedConfigurations(before.log, after.log)
    for (let place = 0; place < appended.length; place++)
      judgeChange(appended[place] as Entry, server, after, options, report)
    return options
  },

  /** Nothing: it remembers only what is so for a whole run. */
  matters: () => null,
}

function judgeChange(
  entry: Entry,
  server: number,
  leader: Observation,
  options: Options,
  report: Report,
): void {
  const standing = configurationBefore(entry.index, leader, options)
  if (standing === undefined) return
  if (standing.index > (leader.commitIndex as number)) {
    report.violation(
      tooEarly('a change of members before the last one was committed', entry, server, standing, leader),
    )
  } else if (isDirect(standing.configuration, entry) && !hasCommittedInTerm(entry, leader)) {
    report.violation(
      tooEarly('a change of members by a leader of unknown commits', entry, server, standing, leader),
    )
  }
}

/** Whether an entry changes the voters without a joint configuration before or after it. */
function isDirect(before: Configuration, { configuration }: Entry): boolean {
  const { voters, outgoing } = configuration as Configuration
  return before.outgoing === 0 && outgoing === 0 && voters !== before.voters
}

/** Whether the leader had committed an entry of its term, before it appended this one. */
function hasCommittedInTerm({ index, term }: Entry, { log, commitIndex }: Observation): boolean {
  return termInLog(log as ObservedLog, Math.min(commitIndex as number, index - 1)) === term
}

function tooEarly(
  reason: string,
  entry: Entry,
  server: number,
  { index }: Standing,
  { currentTerm, commitIndex }: Observation,
): Parameters<Report['violation']>[0] {
  const name = serverName(server)
  const unknown = index <= (commitIndex as number)
  return {
    reason,
    title: unknown
      ? `${name} began a change of members in term ${currentTerm} before it had committed an entry of that term`
      : `${name} appended the configuration at index ${entry.index} before the one at index ${index} was committed`,
    servers: [server],
    evidence: [`it appended ${entryText(entry)}`, `its commitIndex is ${commitIndex}`],
  }
}
