import type { Entry } from '../../core/log/entry.ts'
import type { Configuration } from '../../core/membership/configuration.ts'
import { MembershipKind, type Options } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { actsAsLeader } from '../acts-as-leader.ts'
import { appendedConfigurations } from '../appended-configurations.ts'
import { configurationText } from '../configuration-text.ts'
import { entryText } from '../entry-text.ts'
import { configurationBefore, type Standing } from '../practice/configuration-before.ts'

/**
 * Every configuration that a leader appends is one step of a change that somebody asked for: new servers as learners
 * first, where the cluster's options say so, and all of them at least as far as that (dissertation 4.2.1); then the voters
 * asked for, in a joint configuration with the old ones or, one at a time, straight (6; dissertation 4.1); after a joint
 * configuration its new voters alone, and nothing else.
 */
export const askedConfigurations: Monitor<Options> = {
  name: 'configurations are those asked for',
  grade: 'rule',
  promise: 'a leader goes, step by step, from one configuration to the one that was asked for (6)',
  watches: Changed.Log,
  needs: ['role', 'currentTerm', 'log', 'snapshot', 'commitIndex', 'matchIndex', 'change'],
  start: ({ options }) => options,

  see(options, transition, report) {
    const { server, before, after } = transition
    if (before?.log === undefined || after?.log === undefined || !actsAsLeader(transition)) return options
    const appended = appendedConfigurations(before.log, after.log)
    for (let place = 0; place < appended.length; place++) {
      const entry = appended[place] as Entry
      const standing = configurationBefore(entry.index, after, options)
      if (standing === undefined) continue
      const wrong =
        whatIsWrong(entry, standing, after, options) ??
        whatIsIdle(entry, standing, before) ??
        (options.catchUp ? whatIsHasty(entry, standing, before, after) : undefined)
      if (wrong !== undefined) tell(wrong, entry, standing, server, report)
    }
    return options
  },
}

/** What a leader did that was no step of a change of members, if anything. */
function whatIsWrong(
  entry: Entry,
  { configuration: old, index }: Standing,
  leader: Observation,
  { membership, catchUp }: Options,
): string | undefined {
  const now = entry.configuration as Configuration
  if (old.outgoing !== 0) {
    const left = now.voters === old.voters && now.outgoing === 0 && now.learners === old.learners
    return left ? undefined : 'a joint configuration is left for its new voters alone'
  }
  const { command } = entry
  if (command === null) return catchUp && isWithMoreLearners(old, now) ? undefined : 'nobody asked for that'
  if (now.voters !== command.value || now.learners !== (command.expected & ~command.value))
    return 'other members were asked for'
  const joint = membership === MembershipKind.Joint && now.voters !== old.voters
  if (now.outgoing !== (joint ? old.voters : 0))
    return joint ? 'new voters come in a joint configuration with the old' : 'nothing was to be joint'
  const newcomers = now.voters & ~old.voters
  if (!catchUp || newcomers === 0) return undefined
  if ((newcomers & ~old.learners) !== 0) return 'new voters are learners first'
  const isHeld = index > (leader.log as ObservedLog).baseIndex
  if (!isHeld || haveCaughtUp(newcomers, index, leader)) return undefined
  return 'new voters have to catch up first'
}

/** "The algorithm waits a fixed number of rounds (such as 10)" for servers to catch up (dissertation 4.2.1). */
const ROUNDS = 10

/** New voters have all that is committed, or had so many rounds to catch up; and their change waits no more. */
function whatIsHasty(
  { command, configuration }: Entry,
  { configuration: old }: Standing,
  before: Observation,
  after: Observation,
): string | undefined {
  if (command === null || old.outgoing !== 0) return undefined
  const { change, role } = after
  if (change && change.command.session === command.session && change.command.serial === command.serial)
    return 'its change waits on for servers to catch up'
  if (role !== Role.Leader || before.role !== Role.Leader || before.change?.round === ROUNDS) return undefined
  const newcomers = (configuration as Configuration).voters & ~old.voters
  return haveCaughtUp(newcomers, before.commitIndex as number, after)
    ? undefined
    : 'new voters have what is committed first'
}

/** A change that takes the place of one which waited is carried out whatever it changes. */
function whatIsIdle(
  { configuration }: Entry,
  { configuration: old }: Standing,
  before: Observation,
): string | undefined {
  const { voters, outgoing, learners } = configuration as Configuration
  const isSame = voters === old.voters && outgoing === old.outgoing && learners === old.learners
  return isSame && before.change === null ? 'nothing was to change' : undefined
}

function isWithMoreLearners(old: Configuration, now: Configuration): boolean {
  const same = now.voters === old.voters && now.outgoing === 0
  return same && now.learners !== old.learners && (old.learners & ~now.learners) === 0
}

/** Whether servers hold, as far as the leader knows, the entry that made them learners. One that has stepped down knows no more. */
function haveCaughtUp(servers: number, index: number, { matchIndex }: Observation): boolean {
  const known = matchIndex as readonly number[]
  for (let server = 0; server < known.length; server++)
    if ((servers & (1 << server)) !== 0 && (known[server] as number) < index) return false
  return true
}

function tell(
  wrong: string,
  entry: Entry,
  { configuration }: Standing,
  server: number,
  report: Report,
): void {
  const { command } = entry
  const asked = command === null ? [] : [`asked for: ${configurationText(askedBy(command))}`]
  report.violation({
    reason: `a configuration that was not to come: ${wrong}`,
    title: `${serverName(server)} appended a configuration at index ${entry.index} that was not to come: ${wrong}`,
    servers: [server],
    evidence: [`before: ${configurationText(configuration)}`, `then: ${entryText(entry)}`, ...asked],
  })
}

function askedBy({ value, expected }: NonNullable<Entry['command']>): Configuration {
  return { voters: value, outgoing: 0, learners: expected & ~value }
}
