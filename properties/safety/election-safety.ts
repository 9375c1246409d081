import { Role } from '../../core/server.ts'
import { Changed } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { noTerms, ofTerm, withTerm, type ByTerm } from '../by-term.ts'

/** Who leads, or led, a term. */
interface Leader {
  readonly term: number
  readonly server: number
}

/** "At most one leader can be elected in a given term" (5.2), for ever, over all restarts. */
export const electionSafety: Monitor<ByTerm<Leader>> = {
  name: 'election safety',
  grade: 'safety',
  promise: 'at most one leader can be elected in a given term (5.2)',
  watches: Changed.Role | Changed.Term | Changed.Started,
  needs: ['role', 'currentTerm'],
  start: noTerms,

  see(leaders, { server, after }, report) {
    if (after?.role !== Role.Leader) return leaders
    const term = after.currentTerm as number
    const known = ofTerm(leaders, term)
    if (known === undefined) return withTerm(leaders, { term, server })
    const { server: other } = known
    if (other !== server) {
      report.violation({
        reason: 'two leaders in one term',
        title: `two leaders in term ${term}: ${serverName(other)} and ${serverName(server)}`,
        servers: [other, server],
        evidence: [
          `${serverName(other)} was elected leader of term ${term} before`,
          `${serverName(server)} leads term ${term} now`,
        ],
      })
    }
    return leaders
  },

  /** All of it: who led a term can be read off no server any more once it has crashed or gone on to another. */
  matters: (leaders) => leaders,
}
