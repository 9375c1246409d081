import { ask, change, type Draft } from '../draft.ts'
import { Needs, send } from '../effect.ts'
import { machineOf } from '../machines/machine.ts'
import { readIndex } from '../messages.ts'
import type { Server } from '../server.ts'
import { answerDone } from '../sessions/answer.ts'
import type { PendingRead } from './pending-read.ts'
import { isAnswered } from './round.ts'

/** Answers the reads of which enough is known: those of its own clients, and of followers that asked. */
export function answerReads(draft: Draft): void {
  const { reads } = draft.server
  let waiting: PendingRead[] | undefined
  for (let i = 0; i < reads.length; i++) {
    const read = reads[i] as PendingRead
    if (mayAnswer(draft.server, read)) {
      waiting ??= reads.slice(0, i)
      answer(draft, read)
    } else {
      waiting?.push(read)
    }
  }
  if (waiting !== undefined) change(draft).reads = waiting
}

/**
 * A client is answered once the machine has applied all up to the read index. A follower is told the index as soon as
 * the leader knows that it is committed; it will wait for its own machine.
 */
function mayAnswer(server: Server, { asker, readIndex, round }: PendingRead): boolean {
  const reached = asker === server.id ? server.lastApplied : server.commitIndex
  return readIndex <= reached && (round === 0 || isAnswered(server, round))
}

function answer(draft: Draft, read: PendingRead): void {
  const { id, currentTerm, machine, options } = draft.server
  const { command, asker } = read
  if (asker === id) answerDone(draft, command, machineOf(options.machine).read(machine, command))
  else ask(draft, send(readIndex(id, asker, currentTerm, command, read.readIndex), Needs.Term))
}
