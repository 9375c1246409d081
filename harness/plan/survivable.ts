import { Operation } from '../../core/command.ts'
import type { FaultKind } from './fault-kind.ts'
import { FOR_GOOD } from './for-good.ts'
import type { Plan } from './plan.ts'
import { sizeOf } from '../size-of.ts'

const LOSSES: readonly FaultKind[] = FOR_GOOD
/** One plan in so many may ask for what leaves it without a quorum for ever. */
const HEEDLESS_IN = 8

/**
 * The plan, but that its operator hardly ever asks for members of whom no majority would survive: a cluster that stands
 * still for ever owes nothing in the calm, and shows little. Whoever loses some links for good counts as lost here: the others
 * all reach each other.
 */
export function survivable(plan: Plan): Plan {
  const { seed, options, operations } = plan
  const lost = lostServers(plan)
  if (lost === 0 || seed % HEEDLESS_IN === 0) return plan
  const everyone = (1 << options.servers) - 1
  // Not a server that is kept to take the place of another: it is no voter to begin with.
  const others = options.voters & ~lost || everyone & ~lost
  return {
    ...plan,
    options: { ...options, voters: surviving(options.voters, lost, others) },
    operations: operations.map((asked) => {
      // Asked for nobody, a leader refuses.
      if (asked.operation !== Operation.Reconfigure || asked.value === 0) return asked
      const voters = surviving(asked.value, lost, others)
      return { ...asked, value: voters, expected: asked.expected & ~voters }
    }),
  }
}

function lostServers({ episodes, severed }: Plan): number {
  const lost = episodes.reduce((set, { fault, victims }) => (LOSSES.includes(fault) ? set | victims : set), 0)
  return severed.reduce((set, { from, to }) => set | (isOne(from) ? from : to), lost)
}

/** These voters, or where they have no majority without those who are lost, only the others of them; if there are none, these others. */
function surviving(voters: number, lost: number, others: number): number {
  if (sizeOf(voters & ~lost) > sizeOf(voters & lost)) return voters
  const kept = voters & ~lost
  return kept !== 0 ? kept : others
}

function isOne(set: number): boolean {
  return (set & (set - 1)) === 0
}
