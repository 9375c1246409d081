import { Role } from '../../core/server.ts'
import { Changed } from '../../harness/observation.ts'
import { Happened, REACHED, type Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { candidateUrged } from './candidate-urged.ts'
import { entryOfDuplicate, sessionOfDuplicate } from './duplicate.ts'

/** The candidacy that a TimeoutNow began last, and the newest leader that came of one, both as `candidateUrged` tells. */
interface Chosen {
  readonly urged: number
  readonly leads: number
}

/** Somebody asks again at a leader which was chosen by the one before, when compaction took the entry away. */
export const duplicateAtTheChosen: Situation<Chosen> = {
  name: 'duplicate-at-the-chosen-leader',
  sentence:
    'A leader that was chosen by the one before answers a duplicate whose entry is in a snapshot only.',
  source: 'dissertation 3.10, 6.3, paper 7: clients that were sent away during a transfer ask again',
  takes: ['sessions', 'snapshots', 'transfers'],
  kinds: [ActionKind.Deliver, ActionKind.Duplicate, ActionKind.Flush, ActionKind.Ask],
  watches: Changed.Role | Happened.AskedAgain,
  start: () => ({ urged: 0, leads: 0 }),
  see: (chosen, transition, world) => {
    const { action, server, changed, after } = transition
    if (action.kind !== ActionKind.Ask) {
      if ((changed & Changed.Role) === 0) return chosen
      const candidate = candidateUrged(transition)
      if (candidate === 0) return chosen
      if (after?.role !== Role.Leader) return { urged: candidate, leads: chosen.leads }
      return candidate === chosen.urged ? { urged: 0, leads: candidate } : chosen
    }
    if (chosen.leads !== (after?.currentTerm ?? 0) * 8 + server + 1) return chosen
    if (!world.cluster.options.registration || sessionOfDuplicate(transition, world) === undefined)
      return chosen
    return entryOfDuplicate(transition, world) === undefined ? REACHED : chosen
  },
}
