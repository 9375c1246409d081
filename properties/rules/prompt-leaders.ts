import type { Options } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { configurationText } from '../configuration-text.ts'
import { newestAfter, type Newest } from '../configurations.ts'
import { termInLog } from '../term-in-log.ts'
import { withServer } from '../with-server.ts'
import { isQuorum } from '../../harness/quorum.ts'

interface Memory {
  readonly options: Options
  /** By server, as of its last step as a leader. */
  readonly newest: readonly (Newest | undefined)[]
}

const WATCHED = Changed.Match | Changed.Commit | Changed.Log

/**
 * What a leader may do it does at once: "if there exists an N such that N > commitIndex, a majority of matchIndex[i] ≥ N,
 * and log[N].term == currentTerm: set commitIndex = N" (Figure 2). "Once C_old,new has been committed" it appends C_new, and
 * it "steps down once it has committed the C_new log entry" that leaves it out (6).
 */
export const promptLeaders: Monitor<Memory> = {
  name: 'leaders do at once what they may',
  grade: 'rule',
  promise:
    'a leader commits what a majority holds, leaves joint configurations, steps down when removed (5.3, 6)',
  watches: WATCHED,
  needs: ['role', 'currentTerm', 'log', 'snapshot', 'commitIndex', 'matchIndex'],
  start: ({ options }) => ({
    options,
    newest: new Array<Newest | undefined>(options.servers).fill(undefined),
  }),

  see(memory, transition, report) {
    const { before, after, server, changed } = transition
    if ((changed & WATCHED) === 0 || after?.role !== Role.Leader || before?.role !== Role.Leader)
      return memory
    const { options } = memory
    const known = memory.newest[server]
    const newest = known !== undefined && known.log === after.log ? known : newestAfter(known, after, options)
    judgeMembers(newest, server, after, report)
    if ((changed & Changed.Match) !== 0) judgeCommit(newest, transition, report)
    return newest === known ? memory : { options, newest: withServer(memory.newest, server, newest) }
  },
}

function judgeMembers(
  { configuration, index }: Newest,
  server: number,
  { commitIndex }: Observation,
  report: Report,
): void {
  if (index > (commitIndex as number)) return
  const isVoter = (((configuration.voters | configuration.outgoing) >> server) & 1) === 1
  if (isVoter && configuration.outgoing === 0) return
  const what = isVoter
    ? 'stays in a joint configuration that is committed'
    : 'leads on in a configuration that leaves it out and is committed'
  report.violation({
    reason: `a leader ${what}`,
    title: `${serverName(server)} ${what}`,
    servers: [server],
    evidence: [
      `its commitIndex is ${commitIndex}; the configuration at ${index}: ${configurationText(configuration)}`,
    ],
  })
}

function judgeCommit({ configuration, index: since }: Newest, transition: Transition, report: Report): void {
  const { before, after, server } = transition
  const { log, commitIndex, currentTerm, matchIndex } = after as Observation
  // A configuration that came in the same step came when all that was to be committed by the last one was.
  if (since > (before?.log as ObservedLog).entries.length) return
  const known = matchIndex as readonly number[]
  for (let peer = 0; peer < known.length; peer++) {
    const index = known[peer] as number
    if (index <= (commitIndex as number) || termInLog(log as ObservedLog, index) !== currentTerm) continue
    let holders = 0
    for (let other = 0; other < known.length; other++)
      if ((known[other] as number) >= index) holders |= 1 << other
    if (!isQuorum(holders, configuration)) continue
    report.violation({
      reason: 'a leader does not commit what it may',
      title: `${serverName(server)}, leader of term ${currentTerm}, knows that a quorum holds index ${index}, and has not committed it`,
      servers: [server],
      evidence: [
        `its commitIndex is ${commitIndex}`,
        `its matchIndex: ${known.join(' ')}`,
        configurationText(configuration),
      ],
    })
    return
  }
}
