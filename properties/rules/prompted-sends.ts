import { MessageKind, type Appended, type Installed } from '../../core/message.ts'
import type { Options } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import type { InFlight, Transition } from '../../harness/world/transition.ts'

/**
 * An answer sets going no more than it teaches. One that tells a leader nothing new has it send nothing: else every repeated
 * message would beget another for as long as a follower lags behind. And one that teaches it has it send what the
 * follower lacks, which is nothing where it has all (Figure 2, Leaders: "if last log index ≥ nextIndex").
 */
export const promptedSends: Monitor<Options> = {
  name: 'answers set going what they teach',
  grade: 'rule',
  promise: 'a leader sends on what a follower lacks when it learns of that, and nothing else (5.3)',
  watches: Changed.Sent,
  needs: ['role', 'currentTerm', 'log', 'matchIndex', 'nextIndex', 'inFlight', 'sending', 'reads'],
  start: ({ options }) => options,

  see(options, transition, report) {
    const { before, after, heard, server } = transition
    if (heard?.kind !== MessageKind.Appended && heard?.kind !== MessageKind.Installed) return options
    if (before?.role !== Role.Leader || after?.role !== Role.Leader) return options
    // A round for reads, and new entries, go to all.
    if (heard.term !== before.currentTerm || (before.reads?.length ?? 0) > 0) return options
    const { length } = (after.log as ObservedLog).entries
    if (length !== (before.log as ObservedLog).entries.length) return options
    const wrong = whatIsWrong(options, heard, before, transition)
    if (wrong !== undefined)
      report.violation({
        reason: `a leader that ${wrong}`,
        title: `${serverName(server)}, answered by ${serverName(heard.from)}, ${wrong}`,
        servers: [server, heard.from],
        evidence: [
          `its log ends at ${length}; it knew that ${serverName(heard.from)} matches up to ${before.matchIndex?.[heard.from]}`,
        ],
      })
    return options
  },
}

function whatIsWrong(
  options: Options,
  heard: Appended | Installed,
  before: Observation,
  { sent, after }: Transition,
): string | undefined {
  const { from } = heard
  const isNews = teaches(options, heard, before)
  const lacksNothing = (after?.nextIndex?.[from] as number) > (after?.log as ObservedLog).entries.length
  for (let i = 0; i < sent.length; i++) {
    const { message } = sent[i] as InFlight
    if (message.to !== from) continue
    if (message.kind !== MessageKind.AppendEntries && message.kind !== MessageKind.InstallSnapshot) continue
    if (!isNews) return 'sends on, though it was told nothing new'
    const isEmpty = message.kind === MessageKind.AppendEntries && message.entries.length === 0
    if (isEmpty && lacksNothing && !isRefusal(heard)) return 'sends nothing to a follower that lacks nothing'
  }
  return undefined
}

function isRefusal(heard: Appended | Installed): boolean {
  return heard.kind === MessageKind.Appended && !heard.success
}

/** Whether an answer may tell a leader what it did not know. */
function teaches({ maxInFlight }: Options, heard: Appended | Installed, leader: Observation): boolean {
  const { from } = heard
  const known = leader.matchIndex?.[from] as number
  if (heard.kind === MessageKind.Appended && !heard.success) return heard.prevLogIndex > known
  if (heard.kind === MessageKind.Installed && !heard.chunk.done) {
    const sending = leader.sending?.[from]
    const { lastIncludedIndex, offset } = heard.chunk
    return sending?.snapshot.lastIncludedIndex === lastIncludedIndex && offset > sending.offset
  }
  const match = heard.kind === MessageKind.Appended ? heard.matchIndex : heard.chunk.lastIncludedIndex
  // Where entries are sent ahead, one that is probed may show that all before nextIndex matches.
  return match > known || (match === known && maxInFlight > 0 && leader.inFlight?.[from] === null)
}
