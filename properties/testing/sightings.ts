import { Operation } from '../../core/command.ts'
import { EntryKind, type Entry } from '../../core/log/entry.ts'
import { NOBODY, Role } from '../../core/server.ts'
import { emptyVector, push, type Vector } from '../../core/vector.ts'
import { Changed, changesBetween, type Observation } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import type { Finding } from '../../harness/violation.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import { blankTransition, type Transition } from '../../harness/world/transition.ts'

/** The servers of the stories, by the paper's names. */
export const [S1, S2, S3] = [0, 1, 2] as const

/** What a monitor sees of a server; all that is left out is 0 or empty. */
interface Seen {
  /** That of its last entry when left out. */
  readonly term?: number
  /** As `entries` reads it. */
  readonly log?: string | Vector<Entry>
  readonly commit?: number
  readonly applied?: number
}

/** Entries in few words: `1 1 2b` is two no-ops of term 1, and C1's operation b, its second, of term 2. */
export function entries(words: string): Vector<Entry> {
  return words
    .split(' ')
    .filter((word) => word !== '')
    .reduce((log, word) => push(log, entry(log.length + 1, word)), emptyVector<Entry>())
}

/** One entry, in such a word. */
export function entry(index: number, word: string): Entry {
  const term = Number.parseInt(word, 10)
  const serial = Math.max(0, word.charCodeAt(word.length - 1) - 96)
  if (serial === 0) return { index, term, kind: EntryKind.NoOp, command: null }
  const command = { session: 0, serial, operation: Operation.Write, key: 0, value: serial, expected: 0 }
  return { index, term, kind: EntryKind.Command, command }
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

/** A candidate's step to leader of its term. */
export function elected(server: number, seen: Seen): Transition {
  return becomes(server, sightOf(Role.Candidate, seen), leader(seen))
}

/** A crash. */
export function crashes(server: number, before: Observation): Transition {
  return transition(server, before, undefined, Changed.Crashed)
}

/** A start, the first or another. */
export function starts(server: number, after: Observation): Transition {
  return transition(server, undefined, after, Changed.Started)
}

/** All that a monitor finds in a story. */
export function findings<M>(monitor: Monitor<M>, story: readonly Transition[]): Finding[] {
  const found: Finding[] = []
  const report = { violation: (finding: Finding) => void found.push(finding), undecided: () => undefined }
  story
    .filter(({ changed }) => (changed & monitor.watches) !== 0)
    .reduce((memory, seen) => monitor.see(memory, seen, report), monitor.start({} as Cluster))
  return found
}

/** What a monitor finds in a story, by title. */
export function titlesBy<M>(monitor: Monitor<M>): (...story: Transition[]) => string[] {
  return (...story) => findings(monitor, story).map(({ title }) => title)
}

function sightOf(role: Role, { term, log = '', commit = 0, applied = 0 }: Seen): Observation {
  const held = typeof log === 'string' ? entries(log) : log
  const currentTerm = term ?? held.tail.at(-1)?.term ?? 0
  return {
    currentTerm,
    votedFor: NOBODY,
    role,
    log: { entries: held },
    commitIndex: commit,
    lastApplied: applied,
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
