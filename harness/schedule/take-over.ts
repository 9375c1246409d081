import { isTransfer } from '../calm/waiting.ts'
import { ActionKind } from '../world/action.ts'
import { NOTHING } from '../world/world.ts'
import { plan } from './agenda.ts'
import { planAnswer, planDelivery } from './deliveries.ts'
import { planApply, planFlushes, planRemovals, planRestore } from './fates.ts'
import type { Scheduler } from './scheduler.ts'
import { planTimers } from './timers.ts'

/**
 * Plans what becomes of all that was under way before this scheduler came: it has seen no transition that set it going.
 * Clients ask again what they wait for; but nobody asks again for another leader, who may be one that few can reach.
 */
export function takeOver(state: Scheduler): void {
  const { world, agenda } = state
  const everyone = (1 << world.seats.length) - 1
  plan(agenda, ActionKind.Mend, world.now, everyone, everyone, 0, 0, 0, 1)
  for (const { inFlight } of world.links) for (const sent of inFlight) planDelivery(state, sent)
  for (const given of world.answers) planAnswer(state, given)
  world.seats.forEach((seat, server) => {
    if (seat.server === null) {
      if (!seat.gone) plan(agenda, ActionKind.Restart, world.now, server, 0, 0, 0, 0, 0)
      return
    }
    planTimers(state, server, ~0)
    planFlushes(state, server)
    if (seat.restoring > 0) planRestore(state, server)
    if (seat.applying > 0) planApply(state, server)
    const removing = seat.files.reduce((sum, file) => sum + file.removing.length, 0)
    if (removing > 0) planRemovals(state, server, removing)
  })
  world.sessions.forEach(({ awaits }, session) => {
    if (awaits === NOTHING) return
    const kind = isTransfer(world, session, awaits) ? ActionKind.Abandon : ActionKind.Ask
    plan(agenda, kind, world.now, 0, session, 0, awaits, 0, 0)
  })
}
