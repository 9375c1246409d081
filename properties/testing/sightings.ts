import { Operation, type Command } from '../../core/command.ts'
import { DiskFile, type Answer, type Timer } from '../../core/effect.ts'
import { EntryKind, entryOf, type Entry } from '../../core/log/entry.ts'
import type { Configuration } from '../../core/membership/configuration.ts'
import type { Message } from '../../core/message.ts'
import { defaultOptions } from '../../core/options.ts'
import { NOBODY, Role } from '../../core/server.ts'
import { emptyVector, forgottenVector, push, type Vector } from '../../core/vector.ts'
import { Changed, changesBetween, type Observation } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import type { Finding } from '../../harness/violation.ts'
import type { Action } from '../../harness/world/action.ts'
import { isOfElection } from '../../harness/world/carry-out.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import { blankTransition, type Transition } from '../../harness/world/transition.ts'

/** The servers of the stories, by the paper's names. */
export const [S1, S2, S3, S4, S5] = [0, 1, 2, 3, 4] as const

/** A place in a log. */
type Place = readonly [index: number, term: number]

/** What a monitor sees of a server; all that is left out is 0 or empty. */
interface Seen {
  /** That of its last entry when left out. */
  readonly term?: number
  /** As `entries` reads it; what follows the base. */
  readonly log?: string | Vector<Entry>
  /** The last entry that compaction took away. */
  readonly base?: Place
  /** The last entry in its snapshot, the base when left out; its configuration is that of S1, S2 and S3. */
  readonly snapshot?: Place
  readonly commit?: number
  readonly applied?: number
  /** By server. */
  readonly match?: readonly number[]
  /** Until which reading of its clock it holds a lease. */
  readonly lease?: number
  readonly votedFor?: number
  readonly sessions?: Observation['sessions']
}

/**
 * Entries in few words: `1 1 2b 2(124) 2(124<123+5)` is two no-ops of term 1, C1's operation b, its second, of term 2, the
 * configuration of S1, S2 and S4, and the same on the way from S1, S2 and S3, with S5 a learner.
 */
export function entries(words: string, after = 0): Vector<Entry> {
  return words
    .split(' ')
    .filter((word) => word !== '')
    .reduce(
      (log, word) => push(log, entry(log.length + 1, word)),
      after === 0 ? emptyVector<Entry>() : forgottenVector<Entry>(after),
    )
}

/** One entry, in such a word. */
export function entry(index: number, word: string): Entry {
  const term = Number.parseInt(word, 10)
  if (word.endsWith(')'))
    return entryOf(index, term, EntryKind.Configuration, null, configuration(word.split('(')[1] as string))
  const serial = Math.max(0, word.charCodeAt(word.length - 1) - 96)
  if (serial === 0) return entryOf(index, term, EntryKind.NoOp, null, null)
  const command = {
    session: 0,
    serial,
    registration: 0,
    operation: Operation.Write,
    key: 0,
    value: serial,
    expected: 0,
  }
  return entryOf(index, term, EntryKind.Command, command, null)
}

/** A configuration, in such a word: `124<123+5`. */
export function configuration(word: string): Configuration {
  const [, voters = '', outgoing = '', learners = ''] = /^(\d*)(?:<(\d*))?(?:\+(\d*))?/.exec(word) ?? []
  const set = (names: string): number =>
    [...names].reduce((mask, name) => mask | (1 << (Number(name) - 1)), 0)
  return { voters: set(voters), outgoing: set(outgoing), learners: set(learners) }
}

/** A follower as monitors see it. */
export function follower(seen: Seen): Observation {
  return sightOf(Role.Follower, seen)
}

/** A leader as monitors see it. */
export function leader(seen: Seen): Observation {
  return sightOf(Role.Leader, seen)
}

/** A server's step; `state` stands for the digest of its replicated state after it. */
export function becomes(server: number, before: Observation, after: Observation, state = 0): Transition {
  return transition(server, before, after, changesBetween(before, after), state)
}

/** A candidate as monitors see it. */
export function candidate(seen: Seen): Observation {
  return sightOf(Role.Candidate, seen)
}

/** A candidate's step to leader of its term. */
export function elected(server: number, seen: Seen): Transition {
  return becomes(server, sightOf(Role.Candidate, seen), leader(seen))
}

/** A crash. */
export function crashes(server: number, before: Observation): Transition {
  return transition(server, before, undefined, Changed.Crashed)
}

/** A start, the first or another; `state` stands for the digest of its replicated state. */
export function starts(server: number, after: Observation, state = 0): Transition {
  return transition(server, undefined, after, Changed.Started, state)
}

/** A server's messages leave it. */
export function sends(...messages: Message[]): Transition {
  const sent = messages.map((message) => ({ message, turn: 1 }))
  return { ...transition(messages[0]?.from ?? 0, undefined, undefined, Changed.Voted), sent }
}

/** What a flush of a server's log, or of a snapshot, made durable, in the step that the server took on it. */
export function flushed(
  step: Transition,
  { log: [index, term] = [0, 0], snapshot = 0 }: Flushed,
): Transition {
  return {
    ...step,
    changed: step.changed | Changed.Durable,
    durableIndex: index,
    durableTerm: term,
    durableSnapshot: snapshot,
  }
}

interface Flushed {
  /** The entry that the newest flushed write ended with. */
  readonly log?: Place
  /** The last index in the snapshot. */
  readonly snapshot?: number
}

/** What comes of a step beside the server, as `having` adds it. */
interface Besides {
  readonly heard?: Message
  readonly asked?: Command
  readonly sent?: readonly Message[]
  readonly answers?: readonly Answer[]
  readonly armed?: readonly Timer[]
  readonly wrote?: readonly DiskFile[]
  readonly does?: Partial<Action>
  readonly restores?: boolean
}

/** A step, and what the server heard or was asked, sent, answered, armed and wrote in it. */
export function having(step: Transition, besides: Besides): Transition {
  const {
    heard = null,
    asked = null,
    sent = [],
    answers = [],
    armed = [],
    wrote = [],
    does,
    restores,
  } = besides
  let { changed } = step
  if (sent.length > 0) changed |= Changed.Sent
  if ([heard, ...sent].some((message) => message !== null && isOfElection(message)))
    changed |= Changed.Election
  if (asked !== null) changed |= Changed.Requested
  if (answers.length > 0) changed |= Changed.Replied
  if (armed.length > 0) changed |= Changed.Armed
  if (wrote.includes(DiskFile.Snapshot)) changed |= Changed.Saving
  const bits = (all: readonly number[]): number => all.reduce((set, one) => set | (1 << one), 0)
  return {
    ...step,
    changed,
    heard,
    asked,
    sent: sent.map((message) => ({ message, turn: 1 })),
    answers: answers.map((answer) => ({ answer, turn: 1 })),
    armed: bits(armed),
    wrote: bits(wrote),
    restores: restores ?? false,
    action: { ...step.action, ...does },
  }
}

/** Cluster options and disks as stories have them, where nothing else is said. */
export const CLUSTER: Cluster = {
  options: { ...defaultOptions(5), voters: 0b111 },
  synchronousDisk: false,
  clocks: [],
  operations: [],
  given: [],
}

/** All that a monitor finds in a story of a cluster of S1, S2 and S3, with S4 and S5 waiting to be members. */
export function findings<M>(
  monitor: Monitor<M>,
  story: readonly Transition[],
  cluster: Cluster = CLUSTER,
): Finding[] {
  const found: Finding[] = []
  const report = { violation: (finding: Finding) => void found.push(finding), undecided: () => undefined }
  story
    .map((seen, place) => ({ ...seen, position: place }))
    .filter(({ changed }) => (changed & monitor.watches) !== 0)
    .reduce((memory, seen) => monitor.see(memory, seen, report), monitor.start(cluster))
  return found
}

/** What a monitor finds in a story, by title. */
export function titlesBy<M>(monitor: Monitor<M>): (...story: Transition[]) => string[] {
  return (...story) => findings(monitor, story).map(({ title }) => title)
}

const NO_MATCHES: readonly number[] = []

function sightOf(role: Role, { term, log = '', base = [0, 0], snapshot = base, ...seen }: Seen): Observation {
  const [baseIndex, baseTerm] = base
  const held = typeof log === 'string' ? entries(log, baseIndex) : log
  const [lastIncludedIndex, lastIncludedTerm] = snapshot
  const ends = { lastIncludedIndex, lastIncludedTerm, configuration: configuration('123') }
  return {
    currentTerm: term ?? (held.length === baseIndex ? baseTerm : (held.tail.at(-1)?.term ?? 0)),
    votedFor: seen.votedFor ?? NOBODY,
    role,
    log: { entries: held, baseIndex, baseTerm },
    snapshot: lastIncludedIndex === 0 ? null : ends,
    commitIndex: seen.commit ?? 0,
    lastApplied: seen.applied ?? 0,
    matchIndex: seen.match ?? NO_MATCHES,
    lease: seen.lease === undefined ? null : { until: seen.lease },
    sessions: seen.sessions ?? { time: 0, list: [] },
  }
}

function transition(
  server: number,
  before: Observation | undefined,
  after: Observation | undefined,
  changed: number,
  stateDigest = 0,
): Transition {
  return { ...blankTransition(), server, before, after, changed, stateDigest }
}
