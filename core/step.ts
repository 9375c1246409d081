import { draftOf, type Draft } from './draft.ts'
import { DiskFile, Timer, type Effect } from './effect.ts'
import { countOwnVote, startElection } from './elections/campaign.ts'
import { answerRequestVote } from './elections/grant.ts'
import { countVote } from './elections/tally.ts'
import { adoptTerm, persistTerm } from './term.ts'
import { InputKind, type Input } from './input.ts'
import { MessageKind, type Message } from './message.ts'
import { answerReads, noteRound } from './reads/read-index.ts'
import { answerAppendEntries } from './replication/accept.ts'
import { noteDurable } from './replication/durable.ts'
import { noteAppended } from './replication/progress.ts'
import { heartbeat } from './replication/heartbeat.ts'
import { takeRequest } from './request.ts'
import { Role, type Server } from './server.ts'

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
  const draft = draftOf(server)
  switch (input.kind) {
    case InputKind.Message:
      receive(draft, input.message)
      break
    case InputKind.Timer:
      if (input.timer === Timer.Heartbeat) heartbeat(draft)
      else startElection(draft)
      break
    case InputKind.Flushed:
      if (input.file === DiskFile.Term) countOwnVote(draft, input.term)
      else noteDurable(draft, input.index, input.term)
      break
    case InputKind.Request:
      takeRequest(draft, input.command)
      break
  }
  if (draft.server.reads.length > 0) answerReads(draft)
  return draft
}

/** "Rules for Servers, All Servers: if RPC request or response contains term T > currentTerm: set currentTerm = T, convert to follower" (Figure 2). */
function receive(draft: Draft, message: Message): void {
  if (message.term > draft.server.currentTerm) adoptTerm(draft, message.term)
  switch (message.kind) {
    case MessageKind.RequestVote:
      answerRequestVote(draft, message)
      break
    case MessageKind.Vote:
      persistTerm(draft)
      if (draft.server.role === Role.Candidate) countVote(draft, message)
      break
    case MessageKind.AppendEntries:
      persistTerm(draft)
      answerAppendEntries(draft, message)
      break
    case MessageKind.Appended:
      persistTerm(draft)
      if (draft.server.role !== Role.Leader) break
      noteAppended(draft, message)
      noteRound(draft, message)
      break
  }
}
