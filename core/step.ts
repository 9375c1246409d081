import { draftOf, type Draft } from './draft.ts'
import { DiskFile, Timer, type Effect } from './effect.ts'
import { countOwnVote } from './elections/campaign.ts'
import { lookForQuorum, missLeader, noteContact } from './elections/contact.ts'
import { answerRequestVote, denyVote, keepsToLeader } from './elections/grant.ts'
import { answerPreVote, countPreVote } from './elections/pre-vote.ts'
import { countVote } from './elections/tally.ts'
import { electionTimeout, timeoutNow } from './elections/timeout.ts'
import { abortTransfer, urgeTarget } from './elections/transfer.ts'
import { InputKind, type Flushed, type Input } from './input.ts'
import {
  MessageKind,
  type Appended,
  type AskReadIndex,
  type Installed,
  type Message,
  type RequestVote,
} from './message.ts'
import { answerReads } from './reads/answer-reads.ts'
import { beginRoundIfWanted } from './reads/begin-round.ts'
import { noteReadIndex } from './reads/follower-read.ts'
import { prolongLease } from './reads/leasing.ts'
import { beginNextRound, takeRead } from './reads/read-index.ts'
import { noteRound } from './reads/round.ts'
import { removeOldSegments } from './journal/remove-old-segments.ts'
import { notePersisted, persistMachine } from './machines/persist.ts'
import { proceedWithChange } from './reconfiguration/change-members.ts'
import { stepDownOnceRemoved } from './reconfiguration/step-down.ts'
import { stopAtFailure } from './recovery/stop.ts'
import { answerAppendEntries } from './replication/accept.ts'
import { applyCommitted, continueApplying } from './replication/apply.ts'
import { noteDurable } from './replication/durable.ts'
import { heartbeat } from './replication/heartbeat.ts'
import { noteAppended, noteInstalled } from './replication/progress.ts'
import { enterQueued } from './replication/queue.ts'
import { takeRequest } from './request.ts'
import { Role, type Server } from './server.ts'
import { answerInstallSnapshot } from './snapshots/receive.ts'
import { noteRestored, noteSaved } from './snapshots/saved.ts'
import { adoptTerm, persistTerm } from './term.ts'

/** What a step gives: the server after it, and what it asks of the world, in order. */
export interface Step {
  readonly server: Server
  readonly effects: readonly Effect[]
}

/**
 * Raft as a pure function: what a server becomes and asks for when `input` happens to it. No clock, no randomness, no
 * I/O; equal arguments give equal results, and where nothing changes it gives back the same server.
 */
export function step(server: Server, input: Input): Step {
  const draft = draftOf(server, input.clock)
  switch (input.kind) {
    case InputKind.Message:
      receive(draft, input.message)
      break
    case InputKind.Timer:
      elapse(draft, input.timer)
      break
    case InputKind.Flushed:
      hearFlushed(draft, input)
      break
    case InputKind.Request:
      takeRequest(draft, input.command)
      break
    case InputKind.Restored:
      noteRestored(draft, input.index)
      applyCommitted(draft)
      // A page that is still to come holds the machine up, but not its being kept.
      persistMachine(draft)
      break
    case InputKind.Continue:
      continueApplying(draft)
      break
    case InputKind.Failed:
      stopAtFailure(draft)
      break
  }
  if (draft.server.role === Role.Leader) lead(draft)
  else answerReads(draft)
  return draft
}

/** What a leader does as soon as it may. */
function lead(draft: Draft): void {
  proceedWithChange(draft)
  prolongLease(draft)
  beginNextRound(draft)
  answerReads(draft)
  stepDownOnceRemoved(draft)
  if (draft.server.queued.length > 0) enterQueued(draft)
}

/** What was written to a file, up to the write marked with (index, term), is durable. */
function hearFlushed(draft: Draft, { file, index, term, segment, number }: Flushed): void {
  switch (file) {
    case DiskFile.Term:
      countOwnVote(draft, term)
      break
    case DiskFile.Log:
      noteDurable(draft, index, number)
      removeOldSegments(draft, segment)
      break
    case DiskFile.Snapshot:
      noteSaved(draft, index)
      break
    case DiskFile.Machine:
      notePersisted(draft)
      break
  }
}

function elapse(draft: Draft, timer: Timer): void {
  switch (timer) {
    case Timer.Election:
      electionTimeout(draft)
      break
    case Timer.Heartbeat:
      beginRoundIfWanted(draft)
      heartbeat(draft)
      urgeTarget(draft)
      break
    case Timer.Stickiness:
      missLeader(draft)
      break
    case Timer.Contact:
      lookForQuorum(draft)
      break
    case Timer.Transfer:
      abortTransfer(draft)
      break
  }
}

function receive(draft: Draft, message: Message): void {
  switch (message.kind) {
    case MessageKind.RequestVote:
      beAskedForVote(draft, message)
      break
    case MessageKind.PreVote:
      answerPreVote(draft, message)
      break
    case MessageKind.PreVoted:
      if (!message.voteGranted) enterNewer(draft, message)
      persistTerm(draft)
      countPreVote(draft, message)
      break
    case MessageKind.Vote:
      enterNewer(draft, message)
      persistTerm(draft)
      if (draft.server.role === Role.Candidate) countVote(draft, message)
      break
    case MessageKind.AppendEntries:
      enterNewer(draft, message)
      persistTerm(draft)
      answerAppendEntries(draft, message)
      break
    case MessageKind.InstallSnapshot:
      enterNewer(draft, message)
      persistTerm(draft)
      answerInstallSnapshot(draft, message)
      break
    case MessageKind.Appended:
    case MessageKind.Installed:
      enterNewer(draft, message)
      persistTerm(draft)
      if (draft.server.role === Role.Leader) hearFollower(draft, message)
      break
    case MessageKind.TimeoutNow:
      enterNewer(draft, message)
      persistTerm(draft)
      timeoutNow(draft, message)
      break
    case MessageKind.AskReadIndex:
      enterNewer(draft, message)
      persistTerm(draft)
      beAskedForReadIndex(draft, message)
      break
    case MessageKind.ReadIndex:
      enterNewer(draft, message)
      persistTerm(draft)
      noteReadIndex(draft, message)
      break
  }
}

/** "Rules for Servers, All Servers: if RPC request or response contains term T > currentTerm: set currentTerm = T, convert to follower" (Figure 2). */
function enterNewer(draft: Draft, { term }: Message): void {
  if (term > draft.server.currentTerm) adoptTerm(draft, term)
}

function beAskedForVote(draft: Draft, request: RequestVote): void {
  if (keepsToLeader(draft.server, request)) {
    denyVote(draft, request)
    return
  }
  enterNewer(draft, request)
  answerRequestVote(draft, request)
}

/** A follower's question is to a leader like a read of its own; one that does not take those keeps silent. */
function beAskedForReadIndex(draft: Draft, { command, from }: AskReadIndex): void {
  const { role, transfer } = draft.server
  if (role === Role.Leader && transfer === null) takeRead(draft, command, from)
}

/** An answer of this term tells a leader how far a follower is, and that it still leads. */
function hearFollower(draft: Draft, answer: Appended | Installed): void {
  if (answer.term < draft.server.currentTerm) return
  if (answer.kind === MessageKind.Appended) noteAppended(draft, answer)
  else noteInstalled(draft, answer)
  noteRound(draft, answer)
  noteContact(draft, answer.from)
  if (draft.server.transfer?.value === answer.from) urgeTarget(draft)
}
