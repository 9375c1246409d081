import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { readingAt, TRUE_CLOCK, type Clock } from '../../harness/world/clock.ts'
import { serverName } from '../../harness/world/names.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { withServer } from '../with-server.ts'

/** A leader that is up: its term, and until which reading of its own clock it holds a lease. */
interface Reign {
  readonly term: number
  readonly until: number
}

interface Memory {
  readonly clocks: readonly Clock[]
  /** By server; `undefined` where it does not lead. */
  readonly reigns: readonly (Reign | undefined)[]
}

/**
 * While a leader holds a lease, no leader of a newer term is there: "followers would not hold elections" so soon
 * (dissertation 6.4.1). Until when, is for the leader's own clock to say; the clocks are those of the cluster.
 */
export const leaseAlone: Monitor<Memory> = {
  name: 'no leader beside a lease',
  grade: 'practice',
  promise: 'while a leader holds a lease, nobody else is elected (dissertation 6.4.1)',
  watches: Changed.Role | Changed.Term | Changed.Lease | Changed.Crashed,
  needs: ['role', 'currentTerm', 'lease'],
  start: ({ clocks, options }) => ({
    clocks,
    reigns: new Array<undefined>(options.servers).fill(undefined),
  }),

  see(memory, { server, after, action }, report) {
    const before = memory.reigns[server]
    const now = reignOf(after)
    if (now?.term === before?.term && now?.until === before?.until) return memory
    const reigns = withServer(memory.reigns, server, now)
    if (now !== undefined) judge(memory.clocks, reigns, server, action, report)
    return { clocks: memory.clocks, reigns }
  },

  /** Nothing: who leads, in which term, and until when it holds a lease, the servers that are up show themselves. */
  matters: () => null,
}

function reignOf(seen: Observation | undefined): Reign | undefined {
  if (seen?.role !== Role.Leader) return undefined
  return { term: seen.currentTerm as number, until: seen.lease?.until ?? 0 }
}

/** A leader that was just elected, or whose lease was prolonged, against all others. */
function judge(
  clocks: readonly Clock[],
  reigns: Memory['reigns'],
  server: number,
  { at }: Transition['action'],
  report: Report,
): void {
  const one = reigns[server] as Reign
  reigns.forEach((other, peer) => {
    if (other === undefined || other.term === one.term) return
    const [older, newer] = other.term < one.term ? [peer, server] : [server, peer]
    const { until } = reigns[older] as Reign
    const reading = readingAt(clocks[older] ?? TRUE_CLOCK, at)
    if (reading < until) report.violation(beside(older, newer, reigns, reading))
  })
}

function beside(
  older: number,
  newer: number,
  reigns: Memory['reigns'],
  reading: number,
): Parameters<Report['violation']>[0] {
  const [old, { term }] = [reigns[older] as Reign, reigns[newer] as Reign]
  const name = serverName(older)
  return {
    reason: 'a newer leader beside a lease',
    title: `${serverName(newer)} leads term ${term} while ${name}, leader of term ${old.term}, holds a lease`,
    servers: [older, newer],
    evidence: [
      `${name}'s lease holds until its clock reads ${old.until} µs`,
      `${name}'s clock reads ${reading} µs`,
    ],
  }
}
