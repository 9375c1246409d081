import { Role } from '../../core/server.ts'
import { Changed } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'

/** Who led which term: two lists in step, terms ascending. */
interface Leaders {
  readonly terms: readonly number[]
  readonly servers: readonly number[]
}

/** "At most one leader can be elected in a given term" (5.2), for ever, over all restarts. */
export const electionSafety: Monitor<Leaders> = {
  name: 'election safety',
  grade: 'safety',
  promise: 'at most one leader can be elected in a given term (5.2)',
  watches: Changed.Role | Changed.Term | Changed.Started,
  needs: ['role', 'currentTerm'],
  start: () => ({ terms: [], servers: [] }),

  see(leaders, { server, after }, report) {
    if (after?.role !== Role.Leader) return leaders
    const term = after.currentTerm as number
    const place = placeOf(leaders.terms, term)
    if (leaders.terms[place] !== term) {
      return {
        terms: withNumberAt(leaders.terms, place, term),
        servers: withNumberAt(leaders.servers, place, server),
      }
    }
    const other = leaders.servers[place] as number
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
}

/** Where `term` is, or belongs, in an ascending list; the newest terms are looked at first. */
function placeOf(terms: readonly number[], term: number): number {
  let place = terms.length
  while (place > 0 && (terms[place - 1] as number) >= term) place--
  return place
}

function withNumberAt(list: readonly number[], place: number, number: number): readonly number[] {
  const longer = list.slice()
  longer.splice(place, 0, number)
  return longer
}
