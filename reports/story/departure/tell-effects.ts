import { AnswerStatus, DiskFile, EffectKind, Timer, type Answer, type Effect } from '../../../core/effect.ts'
import { MessageKind, type Message } from '../../../core/message.ts'
import { NOBODY } from '../../../core/server.ts'
import { operationName, serverName, sessionName } from '../../../harness/world/names.ts'
import { entriesWords, listText, valueWords } from '../telling/words.ts'
import { itselfOr, whyNoEntries, whyNoVote } from '../telling/reasons.ts'
import { heardIn } from './reasons.ts'
import { isSame } from './same.ts'
import type { Parting } from './parting.ts'

/** What a correct server would have asked for, where that differs: verbs behind "would have", the gravest first. */
export function tellEffects(parting: Parting): string[] {
  const { did, right } = parting
  const wrong = did.effects.filter((one) => !right.effects.some((other) => isSame(one, other)))
  const lacking = right.effects.filter((one) => !did.effects.some((other) => isSame(one, other)))
  if (wrong.length === 0 && lacking.length === 0) return tellOrder(parting)
  const told: string[] = []
  for (const tell of [tellWrites, tellMessages, tellAnswers, tellTimers, tellRemoved]) {
    const deed = tell(parting, wrong, lacking)
    if (deed !== undefined) told.push(deed)
  }
  return told
}

type Teller = (parting: Parting, wrong: readonly Effect[], lacking: readonly Effect[]) => string | undefined

function of(effects: readonly Effect[], kind: EffectKind, which?: number): Effect | undefined {
  return effects.find((effect) => effect.kind === kind && (which === undefined || effect.which === which))
}

const tellOrder = ({ did }: Parting): string[] =>
  did.effects.some(({ kind }) => kind === EffectKind.Remove)
    ? ['removed the segments of its log from the last one on, so that a crash in between leaves no hole']
    : []

const tellWrites: Teller = (parting, wrong, lacking) => {
  const term = of(lacking, EffectKind.Write, DiskFile.Term)?.records[0]
  if (term !== undefined && 'votedFor' in term) {
    return term.votedFor === NOBODY
      ? `written term ${term.currentTerm} to its disk`
      : `written its vote for ${itselfOr(parting.right.server, term.votedFor)} in term ${term.currentTerm} to its disk`
  }
  const written = of(wrong, EffectKind.Write, DiskFile.Snapshot)
  const instead = of(lacking, EffectKind.Write, DiskFile.Snapshot)
  if (written !== undefined && instead !== undefined)
    return 'put all of its state into the snapshot: a server that starts from this one comes to another'
  if (written !== undefined) return 'not saved that snapshot: it has more than that already'
  if (instead !== undefined) return 'saved the snapshot'
  if (of(wrong, EffectKind.Write, DiskFile.Machine) !== undefined)
    return "written its machine's state and the applied index together, in one record"
  if (of(lacking, EffectKind.Write, DiskFile.Log) !== undefined) return 'written its log to its disk'
  return of(wrong, EffectKind.Write, DiskFile.Log) === undefined
    ? undefined
    : 'left the log on its disk as it is'
}

const tellMessages: Teller = (parting, wrong, lacking) => {
  const sent = of(wrong, EffectKind.Send)
  const meant = of(lacking, EffectKind.Send)
  if (sent !== undefined && meant !== undefined) {
    const [its, other] = [sent.message as Message, meant.message as Message]
    if (isSame(its, other))
      return `sent ${messageWords(other)} to ${serverName(other.to)} only once what it tells is durable`
    return tellInstead(parting, its, other)
  }
  if (meant !== undefined) {
    const missing = lacking
      .filter(({ kind }) => kind === EffectKind.Send)
      .map(({ message }) => message as Message)
    const { kind } = missing[0] as Message
    const whom = missing.filter((one) => one.kind === kind).map(({ to }) => serverName(to))
    return kind === MessageKind.RequestVote
      ? `asked ${listText(whom)}, too, for a vote`
      : `sent ${messageWords(missing[0] as Message)} to ${listText(whom)}, too`
  }
  if (sent === undefined) return undefined
  const { to } = sent.message as Message
  return `sent no ${messageWords(sent.message as Message).replace(/^an? /u, '')} to ${serverName(to)}`
}

function tellInstead(parting: Parting, its: Message, other: Message): string {
  const { before } = parting
  const heard = heardIn(parting)
  const whom = serverName(other.to)
  if (other.kind !== its.kind) return `sent ${whom} ${messageWords(other)}, not ${messageWords(its)}`
  if (other.kind === MessageKind.PreVoted && its.kind === MessageKind.PreVoted) {
    if (other.voteGranted === its.voteGranted)
      return `answered the PreVote with term ${other.term}, which it is about, not with its own`
    const why = before === undefined || heard === undefined ? '' : whyNoVote(before, heard)
    return other.voteGranted ? `promised ${whom} its vote` : `refused to promise its vote${why}`
  }
  if (other.kind === MessageKind.Appended && its.kind === MessageKind.Appended) {
    if (other.success !== its.success) {
      const why = before === undefined || heard === undefined ? '' : whyNoEntries(before, heard)
      return other.success ? `accepted the entries, which fit its log` : `refused the entries${why}`
    }
    return other.success
      ? `acknowledged ${other.matchIndex === 0 ? 'nothing' : `entries up to ${other.matchIndex}`}, not up to ${its.matchIndex}`
      : `told ${whom} that their logs may part at entry ${other.conflictIndex}, not at entry ${its.conflictIndex}`
  }
  if (other.kind === MessageKind.AppendEntries && its.kind === MessageKind.AppendEntries)
    return `sent ${whom} ${entriesWords(other.entries)}, not ${entriesWords(its.entries)}`
  if (other.kind === MessageKind.Installed && its.kind === MessageKind.Installed && its.round !== other.round)
    return 'not answered for a round of heartbeats of a leader that is deposed'
  return `sent ${whom} ${messageWords(other)} that says something else`
}

function messageWords(message: Message): string {
  switch (message.kind) {
    case MessageKind.RequestVote:
      return 'a RequestVote'
    case MessageKind.Vote:
      return message.voteGranted ? 'its vote' : 'a refusal of its vote'
    case MessageKind.AppendEntries:
      return message.entries.length === 0 ? 'a heartbeat' : entriesWords(message.entries)
    case MessageKind.Appended:
      return message.success ? `the acknowledgement of entry ${message.matchIndex}` : 'a refusal of entries'
    case MessageKind.InstallSnapshot:
      return 'its snapshot'
    case MessageKind.Installed:
      return 'an answer to the snapshot'
    case MessageKind.PreVote:
      return 'a PreVote'
    case MessageKind.PreVoted:
      return message.voteGranted ? 'the promise of its vote' : `a refusal that tells of term ${message.term}`
    case MessageKind.TimeoutNow:
      return 'a TimeoutNow'
    case MessageKind.AskReadIndex:
      return 'a question for the read index'
    case MessageKind.ReadIndex:
      return 'the read index'
  }
}

const STATUS = {
  [AnswerStatus.Done]: 'that it is done',
  [AnswerStatus.Redirect]: 'to ask another server',
  [AnswerStatus.Refused]: 'that nothing was done',
  [AnswerStatus.Unknown]: 'that the outcome is unknown',
  [AnswerStatus.Expired]: 'that its session is over',
} as const

const tellAnswers: Teller = (_parting, wrong, lacking) => {
  const its = of(wrong, EffectKind.Answer)?.answer
  const right = of(lacking, EffectKind.Answer)?.answer
  if (right == null) {
    if (its == null) return undefined
    return `not told ${sessionName(its.session)} of ${operationName(its.session, its.serial)} ${STATUS[its.status]}`
  }
  const name = operationName(right.session, right.serial)
  if (its == null || its.session !== right.session || its.status !== right.status)
    return `told ${sessionName(right.session)} of ${name} ${STATUS[right.status]}${mayYetBe(right)}`
  return `answered ${name} with ${valueWords(right.value)}, not ${valueWords(its.value)}`
}

/** Why nobody can know what becomes of a request whose leader leads no longer. */
function mayYetBe({ status }: Answer): string {
  return status === AnswerStatus.Unknown ? ': what is in its log may yet be committed' : ''
}

const TIMERS = {
  [Timer.Election]: 'election timer',
  [Timer.Heartbeat]: 'heartbeat timer',
  [Timer.Stickiness]: 'account of when it heard from a leader',
  [Timer.Contact]: 'account of whom it heard from',
  [Timer.Transfer]: 'time limit for handing over its leadership',
} as const

const tellTimers: Teller = (parting, wrong, lacking) => {
  const [its, right] = [of(wrong, EffectKind.Arm), of(lacking, EffectKind.Arm)]
  if (its !== undefined && right?.which === its.which) {
    const range =
      right.first === right.second
        ? `${right.first / 1000}`
        : `${right.first / 1000} to ${right.second / 1000}`
    return `drawn its election timeout at random from ${range} ms`
  }
  if (right !== undefined) return `set its ${TIMERS[right.which as Timer]}`
  return its === undefined
    ? undefined
    : `let its ${TIMERS[its.which as Timer]} run on, and not started it again${heardIn(parting)?.kind === MessageKind.RequestVote ? ': it gives no vote' : ''}`
}

const tellRemoved: Teller = (_parting, wrong) =>
  of(wrong, EffectKind.Remove) === undefined ? undefined : 'kept that part of its log on its disk'
