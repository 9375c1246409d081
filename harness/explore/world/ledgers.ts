import type { Cluster } from '../../world/cluster.ts'
import type { Monitor, Report } from '../../monitor.ts'
import type { Transition } from '../../world/transition.ts'
import type { World } from '../../world/world.ts'
import { contentDigest, type Canon } from './content-digest.ts'
import { emptyInterner, numberOfPrinted, type Interner } from './interner.ts'
import type { Renaming } from './renaming.ts'

/** What all monitors remember, and how many transitions that changed it there were on the way that led here first. */
export interface Ledger {
  readonly memories: readonly unknown[]
  readonly age: number
}

/** The ledgers that were met, and who judges. */
export interface Ledgers {
  readonly monitors: readonly Monitor[]
  /** All that the monitors watch. */
  readonly watched: number
  readonly ledgers: Interner<Ledger>
  /** By monitor: the digests of memories that are objects, by renaming. */
  readonly prints: readonly WeakMap<object, readonly number[]>[]
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
    prints: monitors.map(() => new WeakMap<object, readonly number[]>()),
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

function enter({ ledgers, monitors, prints }: Ledgers, ledger: Ledger): number {
  const { renamings, canon } = ledgers
  const sums = new Array<number>(2 * renamings.length).fill(0)
  ledger.memories.forEach((memory, place) => {
    const its = printsOf(
      memory,
      monitors[place] as Monitor,
      prints[place] as WeakMap<object, readonly number[]>,
    )
    for (let i = 0; i < sums.length; i++)
      sums[i] = ((sums[i] as number) + Math.imul(its[i] as number, 2 * place + 1)) | 0
  })
  return numberOfPrinted(ledgers, ledger, sums)

  function printsOf(
    memory: unknown,
    monitor: Monitor,
    known: WeakMap<object, readonly number[]>,
  ): readonly number[] {
    const isObject = typeof memory === 'object' && memory !== null
    const before = isObject ? known.get(memory) : undefined
    if (before !== undefined) return before
    const matters = monitor.matters === undefined ? memory : monitor.matters(memory)
    const made = renamings.flatMap((renaming) => [
      contentDigest(matters, renaming, canon, 0),
      contentDigest(matters, renaming, canon, 1),
    ])
    if (isObject) known.set(memory, made)
    return made
  }
}
