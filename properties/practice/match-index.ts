import { Role } from '../../core/server.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { termInLog } from '../term-in-log.ts'
import { termsInLog } from '../terms-in-log.ts'
import { withServer } from '../with-server.ts'

/** By server: as it was last seen, up or not. */
type Memory = readonly (Observation | undefined)[]

const SEEN = Changed.Log | Changed.Term | Changed.Started

/**
 * "matchIndex[]: for each server, index of highest log entry known to be replicated on server (initialized to 0,
 * increases monotonically)" (Figure 2), anew in each reign. Whoever told a leader that it holds an entry keeps it for as
 * long as it has not heard of a newer term.
 */
export const matchIndexRises: Monitor<Memory> = {
  name: 'matchIndex rises with what is replicated',
  grade: 'practice',
  promise:
    'matchIndex: index of highest log entry known to be replicated; increases monotonically (Figure 2)',
  watches: SEEN | Changed.Match,
  needs: ['role', 'currentTerm', 'log', 'matchIndex'],
  start: ({ options }) => new Array<undefined>(options.servers).fill(undefined),

  see(memory, { before, after, server, changed }, report) {
    if (after === undefined) return memory
    const seen = (changed & SEEN) === 0 ? memory : withServer(memory, server, after)
    if ((changed & Changed.Match) === 0 || after.role !== Role.Leader) return seen
    const reigned = before?.role === Role.Leader && before.currentTerm === after.currentTerm
    const known = reigned ? (before.matchIndex as readonly number[]) : undefined
    const matchIndex = after.matchIndex as readonly number[]
    for (let peer = 0; peer < matchIndex.length; peer++) {
      const match = matchIndex[peer] as number
      judge(after, server, peer, known?.[peer] ?? 0, match, seen[peer], report)
    }
    return seen
  },

  /**
   * Of each server the terms in its log, and the newest that it knows of. Those that are up show the same; but what one
   * that is down held need not be on its disk.
   */
  matters: (memory) => ({ byServer: memory.map(mattersOf) }),
}

function mattersOf(seen: Observation | undefined): unknown {
  if (seen === undefined) return null
  const log = seen.log as ObservedLog
  return { newest: newestTerm(seen), log: termsInLog(log, log.entries.length) }
}

function newestTerm({ currentTerm, log }: Observation): number {
  const held = log as ObservedLog
  return Math.max(currentTerm as number, termInLog(held, held.entries.length))
}

function judge(
  leader: Observation,
  server: number,
  peer: number,
  known: number,
  match: number,
  other: Observation | undefined,
  report: Report,
): void {
  const [name, whose] = [serverName(server), serverName(peer)]
  if (match < known) {
    report.violation({
      reason: 'matchIndex fell',
      title: `${name}, a leader, lowered its matchIndex of ${whose} from ${known} to ${match}`,
      servers: [server, peer],
      evidence: [],
    })
  } else if (match > known && other !== undefined && !holds(other, leader, match)) {
    report.violation({
      reason: 'matchIndex of what is not replicated',
      title: `${name}, leader of term ${leader.currentTerm}, takes ${whose} to hold its log up to index ${match}, which it does not`,
      servers: [server, peer],
      evidence: [logText(name, leader, match), logText(whose, other, match)],
    })
  }
}

/** Whether a server may hold the leader's entry at an index: it does, or compaction took it away, or it has heard of a newer term. */
function holds(other: Observation, leader: Observation, index: number): boolean {
  const held = other.log as ObservedLog
  if (newestTerm(other) > (leader.currentTerm as number) || index < held.baseIndex) return true
  const own = leader.log as ObservedLog
  return (
    index < own.baseIndex || (index <= own.entries.length && termInLog(held, index) === termInLog(own, index))
  )
}

function logText(name: string, { log }: Observation, index: number): string {
  const held = log as ObservedLog
  if (held.entries.length < index) return `the log of ${name} ends at ${held.entries.length}`
  return `${name} holds an entry of term ${termInLog(held, index)} at index ${index}`
}
