import { itemAt } from '../../core/vector.ts'
import type { Target } from '../../harness/targets/target.ts'
import type { World } from '../../harness/world/world.ts'
import { situations } from '../../properties/situations.ts'
import { playScenario } from '../../scenarios/play.ts'
import type { Scenario } from '../../scenarios/text/scenario.ts'

/** What a server that is up shows of itself. */
export interface LookedAt {
  readonly role: number | undefined
  readonly term: number | undefined
  readonly vote: number | undefined
  readonly commit: number | undefined
  readonly applied: number | undefined
  readonly base: number | undefined
  /** The terms of the entries behind it. */
  readonly terms: readonly number[]
}

/** What the servers show of themselves after each action of a scenario, without any recorder; `null` where one is down. */
export function lookedAt(scenario: Scenario, target: Target): (readonly (LookedAt | null)[])[] {
  const seen: (readonly (LookedAt | null)[])[] = []
  const look = ({ seats }: World): void =>
    void seen.push(seats.map(({ server }) => (server === null ? null : shown(server, target))))
  playScenario(scenario, target, [], { situations, onlooker: { begin: look, see: look } })
  return seen
}

function shown(server: object, target: Target): LookedAt {
  const { role, currentTerm, votedFor, commitIndex, lastApplied, log } = target.observe(server)
  const terms: number[] = []
  for (let place = log?.baseIndex ?? 0; log !== undefined && place < log.entries.length; place++)
    terms.push(itemAt(log.entries, place).term)
  return {
    role,
    term: currentTerm,
    vote: votedFor,
    commit: commitIndex,
    applied: lastApplied,
    base: log?.baseIndex,
    terms,
  }
}
