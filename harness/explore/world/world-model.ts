import type { Monitor } from '../../monitor.ts'
import type { Situation } from '../../situation.ts'
import type { Target } from '../../targets/target.ts'
import type { Model, Remarks } from '../model.ts'
import { addSuccessor, roomFor } from '../successors.ts'
import type { Bounds, Reductions } from './bounds.ts'
import { clientsValue } from './clients.ts'
import type { Canon } from './content-digest.ts'
import { sightingsOf } from './reached-in.ts'
import {
  lookOutAtStart,
  restoreLookout,
  savedLookout,
  searchLookoutOf,
  type SavedLookout,
  type SearchLookout,
} from './search-lookout.ts'
import { addSteps } from './steps.ts'
import { expansionOf, openRow, printOfRow, type Expansion } from './expansion.ts'
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
  wordOf,
} from './reactions.ts'
import { namingsOf } from './namings.ts'
import { identity, renamings } from './renaming.ts'
import { sharingOf } from './sharing.ts'
import { stateText, stepName } from './row-text.ts'
import { ReactionWord, RowWord } from './layout.ts'

/** What a search looks at. */
export interface WorldModelOptions {
  readonly target: Target
  readonly monitors: readonly Monitor[]
  readonly bounds: Bounds
  readonly reductions: Reductions
  /** What is looked out for on the way; see `reachedIn`. */
  readonly situations?: readonly Situation[]
}

/** A world and its judges as a model, and what its rows stand for. */
export interface WorldModel extends Model {
  readonly expansion: Expansion
}

/** What is said of a server that throws an error, as if it were a property. */
const NO_ERRORS = 'servers do not fail'

/** All behaviours of a cluster within bounds, as seen by the monitors. */
export function worldModel({
  target,
  monitors,
  bounds,
  reductions,
  situations = [],
}: WorldModelOptions): WorldModel {
  const { cluster } = bounds
  const { servers } = cluster.options
  const others = reductions.symmetry ? renamings(servers, fixedSets(cluster)) : [identity(servers)]
  const canon: Canon = {
    withoutDead: reductions.deadVariables,
    readsSnapshots: others.length > 1,
  }
  const namings = namingsOf(others)
  const reactions = reactionsOf(target, cluster, namings, canon, reductions.deadMessages)
  const ledgers = ledgersOf(monitors, cluster, namings, canon)
  const lookout =
    situations.length === 0 ? undefined : searchLookoutOf(situations, reactions, bounds, reductions)
  const expansion = expansionOf(reactions, ledgers, bounds, reductions, lookout)
  const begins = firstRow(expansion)
  const common = reactions.chronicle.length

  return {
    expansion,
    vocabulary: {
      save: () => saved(expansion, common),
      restore: (words) => restore(expansion, words as Saved),
    },
    ...(lookout && { remarks: remarksOf(lookout) }),
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

/** What a checkpoint keeps: what was made out, and what was reached meanwhile. */
interface Saved {
  readonly chronicle: Int32Array
  readonly dropped: Uint8Array
  readonly lookout: SavedLookout | undefined
}

function saved({ reactions, lookout, dropped }: Expansion, common: number): Saved {
  const { words, length } = reactions.chronicle
  return { chronicle: words.slice(common, length), dropped, lookout: lookout && savedLookout(lookout) }
}

function restore(expansion: Expansion, { chronicle, dropped, lookout }: Saved): void {
  doAgain(expansion, chronicle)
  expansion.dropped = dropped
  if (expansion.lookout !== undefined) restoreLookout(expansion.lookout, lookout)
}

function remarksOf(lookout: SearchLookout): Remarks {
  return {
    atDepth(depth) {
      lookout.depth = depth
    },
    told: () => sightingsOf(lookout),
  }
}

/** All servers have started, in their order, and nothing else has happened. */
function firstRow({ reactions, ledgers, servers, lookout }: Expansion): Int32Array {
  const row: number[] = []
  const messages: number[] = []
  let ledger = 0
  for (let server = 0; server < servers; server++) {
    const reaction = reactionOf(reactions, seatNumber(reactions, server), inputOf(SeatInput.Restart))
    row.push(wordOf(reactions, reaction, ReactionWord.To))
    const transition = happenAgain(reactions, reaction)
    for (const { message } of transition.sent) messages.push(messageNumber(reactions, message))
    ledger = judge(ledgers, reactions, ledger, reaction, true)
    if (lookout !== undefined) lookOutAtStart(lookout, reaction, server, row)
  }
  row[servers + RowWord.Clients] = clientsNumber(reactions, clientsValue(reactions.world.sessions, []))
  row[servers + RowWord.Ledger] = ledger
  row[servers + RowWord.Spent] = 0
  row.push(...messages.sort((a, b) => compared(reactions.messages, a, b)))
  return Int32Array.from(row)
}
