import type { Cluster } from '../../world/cluster.ts'
import type { Monitor, Report } from '../../monitor.ts'
import type { Transition } from '../../world/transition.ts'
import type { World } from '../../world/world.ts'
import { contentDigest, type Canon, type Digest } from './content-digest.ts'
import { emptyInterner, numberOfPrinted, type Interner } from './interner.ts'
import type { Renaming } from './renaming.ts'

/** What all monitors remember, and how many transitions that changed it there were on the way that led here first. */
export interface Ledger {
  readonly memories: readonly unknown[]
  readonly age: number
}

/** By memory, by renaming: its digest, where it was made. */
type Prints = WeakMap<object, Digest[]>

/** The ledgers that were met, and who judges. */
export interface Ledgers {
  readonly monitors: readonly Monitor[]
  /** All that the monitors watch. */
  readonly watched: number
  readonly ledgers: Interner<Ledger>
  /** By monitor: the digests of memories that are objects, by renaming. */
  readonly prints: readonly Prints[]
  readonly report: Report
  /** By monitor that found something in the transition that is judged: its place, from 1; 0: none did. */
  found: number
  judging: number
}

/** A ledger for the start of a run is the first that there is. */
export function ledgersOf(
  monitors: readonly Monitor[],
  cluster: Cluster,
  renamings: readonly Renaming[],
  canon: Canon,
): Ledgers {
  const ledgers: Ledgers = {
    monitors,
    watched: monitors.reduce((all, { watches }) => all | watches, 0),
    ledgers: emptyInterner(renamings, canon),
    prints: monitors.map(() => new WeakMap<object, Digest[]>()),
    report: {
      violation: () => {
        if (ledgers.found === 0) ledgers.found = ledgers.judging
      },
      undecided: () => undefined,
    },
    found: 0,
    judging: 0,
  }
  enter(ledgers, { memories: monitors.map((monitor) => monitor.start(cluster)), age: 0 })
  return ledgers
}

/**
 * Has the monitors judge a transition, and gives the number of the ledger after it; what was found is in `found`. What a
 * monitor says at the end of a run it is asked whenever its memory has changed: each state may be the last.
 */
export function judge(
  ledgers: Ledgers,
  number: number,
  transition: Transition,
  world: World,
  isStart = false,
): number {
  const { memories, age } = ledgers.ledgers.values[number] as Ledger
  ledgers.found = 0
  transition.position = isStart ? 0 : age + 1
  let changed: unknown[] | undefined
  for (let i = 0; i < memories.length; i++) {
    const monitor = ledgers.monitors[i] as Monitor
    if ((monitor.watches & transition.changed) === 0) continue
    ledgers.judging = i + 1
    const memory = monitor.see(memories[i], transition, ledgers.report)
    if (memory === memories[i]) continue
    changed ??= memories.slice()
    changed[i] = memory
    if (monitor.end !== undefined) monitor.end(memory, ledgers.report, world)
  }
  return changed === undefined ? number : enter(ledgers, { memories: changed, age: age + 1 })
}

/** The number of a ledger. */
export function enter(all: Ledgers, ledger: Ledger): number {
  const { ledgers, monitors, prints } = all
  return numberOfPrinted(ledgers, ledger, (renaming) => {
    let low = 0
    let high = 0
    for (let i = 0; i < monitors.length; i++) {
      const known = prints[i] as Prints
      const its = printOf(all, ledger.memories[i], monitors[i] as Monitor, known, renaming)
      low = (low + Math.imul(its[0], 2 * i + 1)) | 0
      high = (high + Math.imul(its[1], 2 * i + 1)) | 0
    }
    return [low, high]
  })
}

/** The digest of what matters of a memory; made once of each that is an object. */
function printOf(
  { ledgers }: Ledgers,
  memory: unknown,
  monitor: Monitor,
  known: Prints,
  renaming: number,
): Digest {
  const isObject = typeof memory === 'object' && memory !== null
  const before = isObject ? known.get(memory)?.[renaming] : undefined
  if (before !== undefined) return before
  const matters = monitor.matters === undefined ? memory : monitor.matters(memory)
  const made = contentDigest(matters, ledgers.renamings[renaming] as Renaming, ledgers.canon)
  if (!isObject) return made
  const digests = known.get(memory)
  if (digests === undefined) known.set(memory, [made])
  else digests[renaming] = made
  return made
}
