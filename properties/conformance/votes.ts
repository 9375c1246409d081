import { isQuorum } from '../../harness/quorum.ts'
import { tellsAll, tellsMessages } from '../../harness/traces/semantics.ts'
import { NOBODY, TraceKind, TraceRole, UNKNOWN } from '../../harness/traces/trace-event.ts'
import { TraceMessageKind } from '../../harness/traces/trace-message.ts'
import { Done, type Belief } from './belief.ts'
import { fault, type Fault } from './fault.ts'
import { heldTerm } from './held.ts'
import { inForce } from './in-force.ts'
import type { Case, Suspect } from './suspect.ts'

/** Why a server may not give its vote to the candidate whose request is in its hand; `null`: it may. */
export function mayGrant(its: Case, { server, at }: Suspect, now: Belief): Fault | null {
  const { input, vote, term, exact, log, done } = now
  const { message, receivedAt } = input as NonNullable<Belief['input']>
  const [voter, candidate] = [its.name(server), its.name(message.from)]
  if (message.term !== UNKNOWN && exact && message.term !== term) {
    return fault(
      'stale term',
      `${voter} votes in term ${term} for ${candidate}, which asked in term ${message.term}`,
      ['it denies its vote'],
      [receivedAt],
    )
  }
  if (vote !== NOBODY && vote !== UNKNOWN && vote !== message.from) {
    return fault(
      'one vote a term',
      `${voter} votes for ${candidate} in term ${term}, and has voted for ${its.name(vote)}`,
      ['it denies its vote'],
      [at, receivedAt],
    )
  }
  if ((done & Done.Refused) !== 0) {
    return fault(
      'one vote a term',
      `${voter} has denied ${candidate} its vote, and then gives it`,
      ['no vote'],
      [at, receivedAt],
    )
  }
  if (log === null || message.index === UNKNOWN || message.logTerm === UNKNOWN) return null
  const lastTerm = heldTerm(now, log, log.last, its.facts)
  if (lastTerm === UNKNOWN || isAtLeast(message.logTerm, message.index, lastTerm, log.last)) return null
  const reason = `${voter} votes for ${candidate}, whose log ends with ${message.index} of term ${message.logTerm}, while its own ends with ${log.last} of term ${lastTerm}`
  return fault('vote for a complete log', reason, ['it denies its vote'], [receivedAt, at])
}

/** "If the logs have last entries with different terms, then the log with the later term is more up-to-date" (5.4.1). */
function isAtLeast(term: number, index: number, ownTerm: number, ownIndex: number): boolean {
  return term > ownTerm || (term === ownTerm && index >= ownIndex)
}

/** Why a server can not have won its election; `null`: it can. */
export function isElected(its: Case, suspect: Suspect, now: Belief): Fault | null {
  const { server, at } = suspect
  const name = its.name(server)
  if (now.role !== TraceRole.Candidate && now.role !== UNKNOWN) {
    return fault(
      'roles',
      `${name} leads term ${now.term} and was no candidate in it`,
      ['it stands for election first'],
      [at],
    )
  }
  if (
    now.votes < 0 ||
    !tellsAll(its.semantics, TraceKind.Receive) ||
    !tellsMessages(its.semantics, TraceMessageKind.Vote)
  )
    return null
  const quorums = inForce(its, suspect, now)
  const votes = isOwnDurable(its, suspect, now) ? now.votes : now.votes & ~(1 << server)
  if (quorums === null || isQuorum(votes, quorums)) return null
  const from = its.suspects
    .filter((one) => one !== undefined && (votes & (1 << one.server)) !== 0)
    .map((one) => its.name(one.server))
  const reason = `${name} leads term ${now.term} with the votes of ${from.length === 0 ? 'nobody' : from.join(', ')}`
  return fault('quorum of votes', reason, ['it waits for more votes'], [at])
}

/** Whether a candidate's vote for itself counts: like any other, once it is durable. */
function isOwnDurable({ semantics }: Case, { durable }: Suspect, { term, exact }: Belief): boolean {
  if (!tellsAll(semantics, TraceKind.Persist) || !exact || durable === null) return true
  return durable.term === UNKNOWN || durable.term > term || (durable.term === term && durable.vote !== NOBODY)
}
