import { Timer } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import type { Options } from '../../core/options.ts'
import { NOBODY, Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { serverName } from '../../harness/world/names.ts'
import type { Transition } from '../../harness/world/transition.ts'

interface Memory {
  readonly options: Options
  /** A set: who owes its vote to nobody, for the time that a leader's lease may last. */
  readonly owing: number
}

/**
 * Leases take it that nobody gives a vote to another within the shortest election timeout of hearing from the leader,
 * in whatever term it is asked, unless the leader wanted that election (dissertation 6.4.1). One that has just started may
 * have heard from one before it crashed. What ends it is the timer that was armed then, or an election of its own.
 */
export const owedVotes: Monitor<Memory> = {
  name: 'votes wait for what leases count on',
  grade: 'rule',
  promise:
    'with leases, who heard from a leader within the shortest election timeout votes for no other (6.4.1)',
  watches: Changed.Armed | Changed.Role | Changed.Vote | Changed.Term | Changed.Started | Changed.Other,
  needs: ['role', 'currentTerm', 'votedFor', 'hearsLeader'],
  start: ({ options }) => ({ options, owing: 0 }),

  see(memory, transition, report) {
    const { options, owing } = memory
    if (!options.leaseReads) return memory
    const { before, after, server } = transition
    if (after === undefined) return memory
    const owes = ((owing >> server) & 1) === 1
    const isFree = before === undefined && after.hearsLeader === false
    if (isFree || (owes && before !== undefined && votes(transition, before, after)))
      report.violation({
        reason: isFree ? 'a server that starts and owes its vote to nobody' : 'a vote that a lease counts on',
        title: isFree
          ? `${serverName(server)} starts, and takes itself to owe its vote to no leader from before`
          : `${serverName(server)} votes for ${serverName(after.votedFor as number)} too soon after it heard from a leader, or started`,
        servers: [server],
        evidence: [`it is in term ${after.currentTerm}`],
      })
    const now = owesAfter(owes, transition, after) ? owing | (1 << server) : owing & ~(1 << server)
    return now === owing ? memory : { options, owing: now }
  },
}

function owesAfter(owes: boolean, { armed, action }: Transition, { role }: Observation): boolean {
  if (role !== Role.Follower) return false
  if ((armed & (1 << Timer.Stickiness)) !== 0) return true
  return owes && !(action.kind === ActionKind.Timer && action.topic === Timer.Stickiness)
}

/** Whether it gives its vote to another that asks of its own accord. */
function votes(
  { heard, server }: Transition,
  before: Observation,
  { votedFor, currentTerm }: Observation,
): boolean {
  if (heard?.kind !== MessageKind.RequestVote || heard.byTransfer) return false
  const isNew = votedFor !== before.votedFor || currentTerm !== before.currentTerm
  return isNew && votedFor !== NOBODY && votedFor !== server
}
