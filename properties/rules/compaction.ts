import type { Configuration } from '../../core/membership/configuration.ts'
import { DiskFile } from '../../core/effect.ts'
import type { Options } from '../../core/options.ts'
import {
  Changed,
  type Observation,
  type ObservedLog,
  type ObservedSnapshot,
} from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { serverName } from '../../harness/world/names.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { configurationText } from '../configuration-text.ts'
import { termInLog } from '../term-in-log.ts'
import { configurationBefore } from '../practice/configuration-before.ts'

interface Memory {
  readonly options: Options
  /** A set: the servers that are writing a snapshot. */
  readonly saving: number
}

/**
 * A server takes a snapshot when its log has grown by as much as the cluster's options say, of what it has applied, with
 * "the latest configuration in the log as of last included index"; once that is written it discards the log up to there,
 * or all but the few entries it is to keep, and nothing else of it (7).
 */
export const compaction: Monitor<Memory> = {
  name: 'logs are compacted when due, and no further',
  grade: 'rule',
  promise:
    'a snapshot holds what was applied and the configuration then; what follows it stays in the log (7)',
  watches: Changed.Applied | Changed.Snapshot | Changed.Saving | Changed.Log | Changed.Crashed,
  needs: ['log', 'snapshot', 'lastApplied'],
  start: ({ options }) => ({ options, saving: 0 }),

  see(memory, transition, report) {
    const { before, after, server, changed, wrote } = transition
    if (server < 0) return memory
    const writes = (wrote & (1 << DiskFile.Snapshot)) !== 0
    if (before !== undefined && after !== undefined) {
      const isSaving = ((memory.saving >> server) & 1) === 1 || writes
      const wrong = whatIsWrong(memory.options, transition, isSaving)
      if (wrong !== undefined) report.violation(otherwise(wrong, transition))
    }
    const saved = after === undefined || (changed & Changed.Snapshot) !== 0
    const saving = writes
      ? memory.saving | (1 << server)
      : saved
        ? memory.saving & ~(1 << server)
        : memory.saving
    return saving === memory.saving ? memory : { options: memory.options, saving }
  },
}

function whatIsWrong(options: Options, transition: Transition, isSaving: boolean): string | undefined {
  const { changed, action } = transition
  const [before, after] = [transition.before as Observation, transition.after as Observation]
  if ((changed & Changed.Snapshot) !== 0)
    return whatIsWrongWith(after.snapshot as ObservedSnapshot, before, after, options)
  if ((after.log as ObservedLog).baseIndex !== (before.log as ObservedLog).baseIndex)
    return 'discards entries of its log without having a snapshot of them'
  const grown = (after.lastApplied as number) - (after.snapshot?.lastIncludedIndex ?? 0)
  const isApplying = (changed & Changed.Applied) !== 0 && action.kind !== ActionKind.Restore
  const isDue = options.snapshotThreshold > 0 && grown >= options.snapshotThreshold
  return isApplying && isDue && !isSaving ? 'takes no snapshot, though one is due' : undefined
}

function whatIsWrongWith(
  { lastIncludedIndex, lastIncludedTerm, configuration }: ObservedSnapshot,
  before: Observation,
  after: Observation,
  { voters, trailingEntries }: Options,
): string | undefined {
  const [old, now] = [before.log as ObservedLog, after.log as ObservedLog]
  if (lastIncludedIndex <= (before.snapshot?.lastIncludedIndex ?? 0)) return 'has a newer snapshot of less'
  // What a leader has sent may be ahead of all that it knows.
  if (lastIncludedIndex > (before.lastApplied as number)) return undefined
  if (lastIncludedIndex < old.baseIndex) return undefined
  if (termInLog(old, lastIncludedIndex) !== lastIncludedTerm)
    return 'has a snapshot of another term than its log'
  const standing = configurationBefore(lastIncludedIndex + 1, before, { voters })
  if (standing !== undefined && !isSame(standing.configuration, configuration))
    return `has a snapshot with ${configurationText(configuration)}, where its log has ${configurationText(standing.configuration)}`
  if (now.entries.length < old.entries.length) return 'discards entries that follow its snapshot'
  const base = Math.max(old.baseIndex, lastIncludedIndex - trailingEntries)
  return now.baseIndex === base ? undefined : `discards its log up to index ${now.baseIndex} and not ${base}`
}

function isSame(one: Configuration, other: Configuration): boolean {
  return one.voters === other.voters && one.outgoing === other.outgoing && one.learners === other.learners
}

function otherwise(
  wrong: string,
  { server, after }: Transition,
): { reason: string; title: string; servers: number[]; evidence: string[] } {
  const { snapshot, log, lastApplied } = after as Observation
  const ends = snapshot
    ? `index ${snapshot.lastIncludedIndex} of term ${snapshot.lastIncludedTerm}`
    : 'nothing'
  const { baseIndex, entries } = log as ObservedLog
  return {
    reason: `a server that ${wrong.replace(/ with .*| up to .*/, '')}`,
    title: `${serverName(server)} ${wrong}`,
    servers: [server],
    evidence: [
      `its snapshot holds all up to ${ends}; lastApplied is ${lastApplied}`,
      `its log holds what follows index ${baseIndex}, up to ${entries.length}`,
    ],
  }
}
