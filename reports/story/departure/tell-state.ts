import { Operation } from '../../../core/command.ts'
import { InputKind } from '../../../core/input.ts'
import { MessageKind } from '../../../core/message.ts'
import { EffectKind } from '../../../core/effect.ts'
import { NOBODY, Role, type Server } from '../../../core/server.ts'
import { toArray } from '../../../core/vector.ts'
import { serverName, serverNames } from '../../../harness/world/names.ts'
import { firstNew } from '../../../properties/first-new.ts'
import { configurationWords, entriesWords, operationWords, serversText } from '../telling/words.ts'
import { itselfOr, whyNoEntries, whyNoVote } from '../telling/reasons.ts'
import { heardIn, whyNoChange, whyNoCommit, whyNoFurther } from './reasons.ts'
import { ROLE_WORDS } from '../telling/role-words.ts'
import { differingFields } from './same.ts'
import type { Parting } from './parting.ts'

/** What a correct server would have become, where that differs: verbs behind "would have", the gravest first. */
export function tellState(parting: Parting): string[] {
  const stop = tellStop(parting)
  if (stop !== undefined) return [stop]
  const fields = differingFields(parting.did.server, parting.right.server)
  if (fields.includes('role')) return [tellRole(parting)]
  const told: string[] = []
  for (const [field, tell] of TELLERS) {
    if (!fields.includes(field)) continue
    const deed = tell(parting)
    if (deed !== undefined && !told.includes(deed)) told.push(deed)
  }
  return told
}

type Teller = (parting: Parting) => string | undefined

/** In the order of how much follows from them. */
const TELLERS: readonly (readonly [field: keyof Server, tell: Teller])[] = [
  ['currentTerm', tellTerm],
  ['log', tellLog],
  ['votedFor', tellVote],
  ['commitIndex', tellCommit],
  ['lastApplied', tellApplied],
  ['sessions', tellSessions],
  ['matchIndex', tellMatch],
  ['lease', tellLease],
  ['snapshot', tellSnapshot],
  ['reads', tellReads],
]

function tellStop({ did, right, before }: Parting): string | undefined {
  const stops = ({ effects }: Parting['did']): boolean => effects.some(({ kind }) => kind === EffectKind.Stop)
  if (stops(did) === stops(right)) return undefined
  if (before === undefined)
    return stops(right)
      ? 'refused to start: its disk has lost something that was durable, and what it told others about that it cannot know'
      : 'started'
  return stops(right) ? 'stopped: a disk that failed to write is not to be trusted' : 'gone on'
}

function tellRole(parting: Parting): string {
  const { did, right, before } = parting
  const heard = heardIn(parting)
  const term = right.server.currentTerm
  if (right.server.role === Role.Leader) {
    if (did.server.role === Role.Leader || before?.role !== Role.Leader)
      return `become leader of term ${term}`
    const why = heard === undefined ? '' : whyNoVote(before, heard, true)
    return heard?.kind === MessageKind.RequestVote
      ? `refused the vote and stayed leader of term ${term}${why}`
      : `stayed leader of term ${term}`
  }
  if (did.server.role === Role.Leader) {
    if (before?.role !== Role.Leader) return `stayed a candidate: ${whyNotLeader(parting)}`
    return term > before.currentTerm
      ? `stepped down on hearing of term ${term}`
      : 'stepped down: since it last looked, it has not heard from a majority'
  }
  if (right.server.role === Role.PreCandidate && did.server.role === Role.Candidate)
    return 'not stood for election yet: no majority has promised its votes'
  return `been a ${ROLE_WORDS[right.server.role]}`
}

function whyNotLeader(parting: Parting): string {
  const heard = heardIn(parting)
  const { currentTerm, log } = parting.right.server
  if (heard?.kind === MessageKind.Vote && heard.term < currentTerm)
    return `a vote of term ${heard.term} counts for nothing in term ${currentTerm}`
  const { configuration } = log.configurations.at(-1) as Server['log']['configurations'][number]
  const { voters, outgoing } = configuration
  return outgoing === 0
    ? `it has not the votes of a majority of ${serversText(voters)}`
    : `it has not the votes of a majority of each, ${serverNames(outgoing)} and ${serverNames(voters)}`
}

function tellTerm({ before, right, did }: Parting): string {
  const [its, term] = [did.server.currentTerm, right.server.currentTerm]
  if (before === undefined) return `started in term ${term}, which is on its disk`
  if (term < its) return `stayed in term ${term}`
  return term === before.currentTerm ? `stayed in term ${term}` : `entered term ${term}`
}

function tellVote(parting: Parting): string {
  const { before, did, right } = parting
  const heard = heardIn(parting)
  const [its, vote] = [did.server.votedFor, right.server.votedFor]
  if (before === undefined) return `known of its vote for ${itselfOr(right.server, vote)}`
  if (heard?.kind === MessageKind.RequestVote && its === heard.from)
    return `refused the vote${whyNoVote(termRaised(before, heard.term), heard)}`
  if (heard?.kind === MessageKind.RequestVote && vote === heard.from) return `voted for ${serverName(vote)}`
  if (vote === NOBODY) return 'voted for nobody'
  return `kept its vote for ${itselfOr(right.server, vote)} of term ${right.server.currentTerm}`
}

/** A server's vote in the term of a request: none yet, where it has yet to enter that. */
function termRaised(server: Server, term: number): Server {
  return term > server.currentTerm ? { ...server, votedFor: NOBODY, hearsLeader: false } : server
}

function tellLog(parting: Parting): string | undefined {
  const { before, did, right } = parting
  const [its, log] = [did.server.log, right.server.log]
  if (its.baseIndex > log.baseIndex) return `kept its log ${whyKept(parting)}`
  const apart = Math.max(firstNew(its, log), log.baseIndex)
  const [lacks, extra] = [toArray(log.entries, apart), toArray(its.entries, Math.max(apart, its.baseIndex))]
  if (before === undefined) {
    if (lacks.length > 0) return `kept ${entriesWords(lacks)} in its log`
    if (extra.length > 0)
      return `ended its log before ${entriesWords(extra)}, which does not follow what stands before it`
  }
  const heard = heardIn(parting)
  if (lacks.length > 0 && extra.length > 0) return `put ${entriesWords(lacks)} there`
  const kept = before !== undefined && (lacks[0]?.index ?? 0) <= before.log.entries.length
  if (lacks.length > 0) return `${kept ? 'kept' : 'appended'} ${entriesWords(lacks)}`
  if (extra.length > 0) {
    const why = heard === undefined || before === undefined ? '' : whyNoEntries(before, heard)
    return heard?.kind === MessageKind.AppendEntries && why !== ''
      ? `refused the entries${why}`
      : `not appended ${entriesWords(extra)}${changes(parting) ? whyNoChange(before as Server) : ''}`
  }
  const newest = log.configurations.at(-1)
  if (newest === undefined) return undefined
  return `gone by the newest configuration in its log, committed or not: ${configurationWords(newest.configuration)}`
}

/** Whether an operator had asked for a change of members. */
function changes({ input, before }: Parting): boolean {
  return (
    before !== undefined &&
    input?.kind === InputKind.Request &&
    input.command.operation === Operation.Reconfigure
  )
}

function whyKept({ right }: Parting): string {
  const { saving } = right.server.snapshotWork
  return saving === null
    ? 'as it is'
    : `until the snapshot of all up to entry ${saving.lastIncludedIndex} is durable`
}

function tellCommit(parting: Parting): string {
  const { before, did, right } = parting
  const [its, index] = [did.server.commitIndex, right.server.commitIndex]
  if (before === undefined)
    return `taken entry ${index} for the last that its machine has applied, as its disk says`
  if (index > its)
    return index === before.commitIndex
      ? `kept its commitIndex at ${index}`
      : `committed up to entry ${index}`
  const kept =
    index === before.commitIndex
      ? `left its commitIndex at ${index}`
      : `raised its commitIndex to ${index} only`
  return `${kept}${whyNoCommit(parting) || whyNoFurther(parting, heardIn(parting))}`
}

function tellApplied({ before, did, right }: Parting): string | undefined {
  if (before === undefined || did.server.commitIndex !== right.server.commitIndex) return undefined
  return `applied up to entry ${right.server.lastApplied}`
}

function tellSessions({ before, did, right }: Parting): string | undefined {
  if (did.server.lastApplied !== right.server.lastApplied) return undefined
  if (before === undefined) return 'started with the sessions as they were when the snapshot was taken'
  const { lastApplied, log } = right.server
  if (lastApplied <= log.baseIndex || lastApplied <= before.lastApplied) return undefined
  const applied = toArray(log.entries, Math.max(before.lastApplied, log.baseIndex))
  const { command } = applied.find((entry) => entry.command !== null) ?? { command: null }
  if (command === null) return undefined
  return `found that ${operationWords(command)} was applied before, and not applied it again`
}

function tellMatch({ did, right }: Parting): string | undefined {
  const peer = right.server.matchIndex.findIndex((index, server) => index !== did.server.matchIndex[server])
  if (peer < 0) return undefined
  return `left its matchIndex of ${serverName(peer)} at ${right.server.matchIndex[peer]}, not ${did.server.matchIndex[peer]}`
}

function tellLease({ did, right }: Parting): string {
  const [its, lease] = [did.server.lease, right.server.lease]
  if (lease === null || lease.until === 0) return 'held no lease'
  const until = `held its lease until its clock reads ${milliseconds(lease.until)}`
  return its === null ? until : `${until}, not ${milliseconds(its.until)}`
}

function milliseconds(microseconds: number): string {
  return `${microseconds / 1000} ms`
}

function tellSnapshot({ did, right }: Parting): string | undefined {
  const [its, snapshot] = [did.server.snapshot, right.server.snapshot]
  if (did.server.log.baseIndex !== right.server.log.baseIndex) return undefined
  const index = its?.lastIncludedIndex ?? 0
  return index > (snapshot?.lastIncludedIndex ?? 0)
    ? `counted on its snapshot of all up to entry ${index} only once that is durable`
    : undefined
}

function tellReads({ did, right }: Parting): string | undefined {
  const known = did.server.reads
  const waiting = right.server.reads.find(
    (read) =>
      !known.some(({ command, readIndex }) => command === read.command && readIndex === read.readIndex),
  )
  if (waiting === undefined) return undefined
  const read = operationWords(waiting.command)
  const earlier = known.find(({ command }) => command === waiting.command)
  if (earlier !== undefined)
    return `answered ${read} only once all up to entry ${waiting.readIndex} is applied, not entry ${earlier.readIndex}: it has to commit an entry of its own term first`
  return right.server.role === Role.Leader
    ? `kept ${read} until a round of heartbeats has shown that it still leads`
    : `kept ${read} until it has applied all up to entry ${waiting.readIndex}`
}
