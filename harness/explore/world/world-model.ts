import type { Monitor } from '../../monitor.ts'
import type { Target } from '../../targets/target.ts'
import type { Model } from '../model.ts'
import { addSuccessor, roomFor } from '../successors.ts'
import type { Bounds, Reductions } from './bounds.ts'
import { clientsValue } from './clients.ts'
import type { Canon } from './content-digest.ts'
import { addSteps } from './steps.ts'
import { CLIENTS, expansionOf, LEDGER, openRow, printOfRow, SPENT, type Expansion } from './expansion.ts'
import { fixedSets } from './fixed-sets.ts'
import { inputOf, SeatInput } from './input.ts'
import { doAgain } from './deeds.ts'
import { compared } from './interner.ts'
import { judge, ledgersOf } from './ledgers.ts'
import {
  clientsNumber,
  happenAgain,
  messageNumber,
  reactionOf,
  reactionsOf,
  seatNumber,
  To,
  wordOf,
} from './reactions.ts'
import { identity, renamings } from './renaming.ts'
import { sharingOf } from './sharing.ts'
import { stateText, stepName } from './row-text.ts'

/** What a search looks at. */
export interface WorldModelOptions {
  readonly target: Target
  readonly monitors: readonly Monitor[]
  readonly bounds: Bounds
  readonly reductions: Reductions
}

/** A world and its judges as a model, and what its rows stand for. */
export interface WorldModel extends Model {
  readonly expansion: Expansion
}

/** What is said of a server that throws an error, as if it were a property. */
export const NO_ERRORS = 'servers do not fail'

/** All behaviours of a cluster within bounds, as seen by the monitors. */
export function worldModel({ target, monitors, bounds, reductions }: WorldModelOptions): WorldModel {
  const { cluster } = bounds
  const { servers } = cluster.options
  const others = reductions.symmetry ? renamings(servers, fixedSets(cluster)) : [identity(servers)]
  const canon: Canon = {
    withoutDead: reductions.deadVariables,
    readsSnapshots: others.length > 1,
  }
  const reactions = reactionsOf(target, cluster, others, canon, reductions.deadMessages)
  const ledgers = ledgersOf(monitors, cluster, others, canon)
  const expansion = expansionOf(reactions, ledgers, bounds, reductions)
  const begins = firstRow(expansion)
  const common = reactions.chronicle.length

  return {
    expansion,
    vocabulary: {
      save: () => ({
        chronicle: reactions.chronicle.words.slice(common, reactions.chronicle.length),
        dropped: expansion.dropped,
      }),
      restore(saved) {
        const { chronicle, dropped } = saved as { chronicle: Int32Array; dropped: Uint8Array }
        doAgain(expansion, chronicle)
        expansion.dropped = dropped
      },
    },
    sharing: sharingOf(expansion),
    name: `${target.name}, ${servers} servers`,
    properties: [...monitors.map(({ name }) => name), NO_ERRORS],
    begin(successors) {
      const at = roomFor(successors, begins.length)
      successors.words.set(begins, at)
      const print = new Int32Array(2)
      openRow(expansion, begins, 0, begins.length, successors)
      printOfRow(expansion, print)
      addSuccessor(successors, begins.length, print[0] as number, print[1] as number, -1, 0)
    },
    expand(words, at, length, successors) {
      openRow(expansion, words, at, length, successors)
      addSteps(expansion)
    },
    fingerprint(words, at, length, print) {
      openRow(expansion, words, at, length, expansion.successors)
      printOfRow(expansion, print)
    },
    verdict: () => 0,
    actionName: (words, at, length, action) => stepName(expansion, words.subarray(at, at + length), action),
    stateText: (words, at, length) => stateText(expansion, words.subarray(at, at + length)),
  }
}

/** All servers have started, in their order, and nothing else has happened. */
function firstRow({ reactions, ledgers, servers }: Expansion): Int32Array {
  const row: number[] = []
  const messages: number[] = []
  let ledger = 0
  for (let server = 0; server < servers; server++) {
    const reaction = reactionOf(reactions, seatNumber(reactions, server), inputOf(SeatInput.Restart))
    row.push(wordOf(reactions, reaction, To))
    const transition = happenAgain(reactions, reaction)
    for (const { message } of transition.sent) messages.push(messageNumber(reactions, message))
    ledger = judge(ledgers, ledger, transition, reactions.world, true)
  }
  row[servers + CLIENTS] = clientsNumber(reactions, clientsValue(reactions.world.sessions, []))
  row[servers + LEDGER] = ledger
  row[servers + SPENT] = 0
  row.push(...messages.sort((a, b) => compared(reactions.messages, a, b)))
  return Int32Array.from(row)
}
