import { MessageKind } from '../../core/message.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { serverName } from '../../harness/world/names.ts'
import type { InFlight, Transition } from '../../harness/world/transition.ts'
import { withServer } from '../with-server.ts'

/** By server: the newest term that it cannot go back from. */
type Memory = readonly number[]

const STEPPED = Changed.Term | Changed.Commit | Changed.Applied

/**
 * "currentTerm: increases monotonically; commitIndex: increases monotonically; lastApplied: increases monotonically"
 * (Figure 2). The indices begin anew at a restart. A term does not: one that a server was seen to start with, to vote in
 * or to send a message of, is on its stable storage. Nor does it vote in a term that it has left.
 */
export const monotonic: Monitor<Memory> = {
  name: 'monotonic terms and indices',
  grade: 'practice',
  promise: 'currentTerm, commitIndex and lastApplied increase monotonically; currentTerm persists (Figure 2)',
  watches: STEPPED | Changed.Voted | Changed.Started,
  needs: ['currentTerm', 'commitIndex', 'lastApplied'],
  start: ({ options }) => new Array<number>(options.servers).fill(0),

  see(memory, transition, report) {
    const { before, after, server, changed } = transition
    let known = memory
    if (before !== undefined && after !== undefined && (changed & STEPPED) !== 0) {
      judgeStep(before, after, server, report)
      known = withArrived(known, transition)
    }
    if ((changed & Changed.Voted) !== 0) known = withSent(known, transition, report)
    if ((changed & Changed.Started) !== 0) {
      const term = (after as Observation).currentTerm as number
      if (term < (known[server] as number)) report.violation(forgot(server, known[server] as number, term))
      known = atLeast(known, server, term)
    }
    return known
  },

  /** All of it: that a term has left a server shows no more once what carried it has arrived. */
  matters: (memory) => ({ byServer: memory }),
}

function judgeStep(before: Observation, after: Observation, server: number, report: Report): void {
  judgeFall('currentTerm', before.currentTerm as number, after.currentTerm as number, server, report)
  judgeFall('commitIndex', before.commitIndex as number, after.commitIndex as number, server, report)
  judgeFall('lastApplied', before.lastApplied as number, after.lastApplied as number, server, report)
}

function judgeFall(field: string, from: number, to: number, server: number, report: Report): void {
  if (to >= from) return
  report.violation({
    reason: `${field} fell`,
    title: `the ${field} of ${serverName(server)} fell from ${from} to ${to}`,
    servers: [server],
    evidence: [],
  })
}

/** A message that moved a server on had left its sender. The terms of a PreVote and of its answer are not entered yet. */
function withArrived(memory: Memory, { action }: Transition): Memory {
  const { kind, topic, server, term } = action
  if (kind !== ActionKind.Deliver && kind !== ActionKind.Duplicate) return memory
  if (topic === MessageKind.PreVote || topic === MessageKind.PreVoted) return memory
  return atLeast(memory, server, term)
}

function withSent(memory: Memory, { sent }: Transition, report: Report): Memory {
  let known = memory
  for (let i = 0; i < sent.length; i++) {
    const { message } = sent[i] as InFlight
    const { kind, from, term } = message
    if (kind === MessageKind.PreVote || kind === MessageKind.PreVoted) continue
    const isVote = kind === MessageKind.RequestVote || (kind === MessageKind.Vote && message.voteGranted)
    if (isVote && term < (known[from] as number)) report.violation(late(from, known[from] as number, term))
    known = atLeast(known, from, term)
  }
  return known
}

function atLeast(memory: Memory, server: number, term: number): Memory {
  return term > (memory[server] as number) ? withServer(memory, server, term) : memory
}

function forgot(server: number, known: number, term: number): Parameters<Report['violation']>[0] {
  const name = serverName(server)
  return {
    reason: 'a term was forgotten over a restart',
    title: `${name} started in term ${term}, but had entered term ${known} for good`,
    servers: [server],
    evidence: [howEntered(name, known)],
  }
}

function late(server: number, known: number, term: number): Parameters<Report['violation']>[0] {
  const name = serverName(server)
  return {
    reason: 'a vote in a term that was left',
    title: `${name} voted in term ${term}, but had entered term ${known} for good`,
    servers: [server],
    evidence: [howEntered(name, known)],
  }
}

/** What shows that a server had entered a term for good. */
function howEntered(name: string, known: number): string {
  return `term ${known} was on ${name}'s disk when it last started, or in a message that had left it`
}
