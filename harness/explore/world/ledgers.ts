import type { Cluster } from '../../world/cluster.ts'
import type { Monitor, Report } from '../../monitor.ts'
import type { Transition } from '../../world/transition.ts'
import type { World } from '../../world/world.ts'
import { contentDigest, type Canon, type Digest } from './content-digest.ts'
import { addWord, noWords, type Growing } from './growing.ts'
import {
  emptyInterner,
  noNumbers,
  numberOf,
  numberOfDigest,
  type Interner,
  type Numbers,
} from './interner.ts'
import type { Namings } from './namings.ts'
import { emptyPairTable, lookUp, noteDown, type PairTable } from './pair-table.ts'
import { addPrint } from './prints.ts'
import type { Renaming } from './renaming.ts'
import { happenAgain, wordOf, type Reactions } from './reactions.ts'
import { ReactionWord } from './layout.ts'

/** What one monitor remembered so far, and what it said. */
interface Remembered {
  readonly monitor: Monitor
  readonly memories: Interner<unknown>
  /** What matters of a memory, as a digest under a naming. */
  readonly digestOf: (memory: unknown, naming: number) => Digest
  /** By memory and reaction: the memory after it and, in the lowest bit, whether it finds something. */
  readonly judged: PairTable
}

/**
 * The ledgers that were met, and who judges. A ledger is what all monitors remember: by number, the memory of each, and how
 * many transitions that changed one there were on the way that led here first.
 */
export interface Ledgers {
  readonly remembered: readonly Remembered[]
  /** All that the monitors watch. */
  readonly watched: number
  readonly numbers: Numbers
  /** By ledger: a word for each monitor, and the age. */
  readonly words: Growing
  readonly buffer: Int32Array
  readonly report: Report
  /** Of the ledger that was judged last: the place of the first monitor that found something, from 1; 0: none did. */
  found: number
  /** Whether the monitor that is asked has found something. */
  hasFound: boolean
}

/** A ledger for the start of a run is the first that there is. */
export function ledgersOf(
  monitors: readonly Monitor[],
  cluster: Cluster,
  namings: Namings,
  canon: Canon,
): Ledgers {
  const ledgers: Ledgers = {
    remembered: monitors.map((monitor) => rememberedBy(monitor, namings, canon)),
    watched: monitors.reduce((all, { watches }) => all | watches, 0),
    numbers: noNumbers((number, naming) => digestOf(ledgers, wordsOf(ledgers, number), naming)),
    words: noWords(),
    buffer: new Int32Array(monitors.length + 1),
    report: {
      violation: () => {
        ledgers.hasFound = true
      },
      undecided: () => undefined,
    },
    found: 0,
    hasFound: false,
  }
  enter(
    ledgers,
    monitors.map((monitor) => monitor.start(cluster)),
    0,
  )
  return ledgers
}

function rememberedBy(monitor: Monitor, { all }: Namings, canon: Canon): Remembered {
  const digestOf = (memory: unknown, naming: number): Digest => {
    const matters = monitor.matters === undefined ? memory : monitor.matters(memory)
    return contentDigest(matters, all[naming] as Renaming, canon)
  }
  return { monitor, memories: emptyInterner(digestOf), digestOf, judged: emptyPairTable() }
}

/**
 * Has the monitors judge a reaction, and gives the number of the ledger after it; who found something is in `found`. What
 * a monitor says of a reaction depends on what matters of its own memory alone, so it is asked once. What it says at the end
 * of a run it is asked whenever its memory has changed: each state may be the last.
 */
export function judge(
  ledgers: Ledgers,
  reactions: Reactions,
  number: number,
  reaction: number,
  isStart = false,
): number {
  const { remembered } = ledgers
  const after = wordsOf(ledgers, number)
  const age = (after[remembered.length] as number) + 1
  const changed = wordOf(reactions, reaction, ReactionWord.ChangedBits)
  let transition: Transition | undefined
  let isOther = false
  ledgers.found = 0
  for (let i = 0; i < remembered.length; i++) {
    const one = remembered[i] as Remembered
    if ((one.monitor.watches & changed) === 0) continue
    const memory = after[i] as number
    let said = isStart ? -1 : lookUp(one.judged, memory, reaction)
    if (said < 0) {
      transition ??= happenAgain(reactions, reaction)
      transition.position = isStart ? 0 : age
      said = hear(ledgers, one, memory, transition, reactions.world)
      if (!isStart) noteDown(one.judged, memory, reaction, said)
    }
    if ((said & 1) === 1 && ledgers.found === 0) ledgers.found = i + 1
    after[i] = said >>> 1
    isOther ||= after[i] !== memory
  }
  if (!isOther) return number
  after[remembered.length] = age
  return numberOfWords(ledgers, after)
}

/** What one monitor says of a transition: its memory's number after it and, in the lowest bit, whether it finds something. */
function hear(
  ledgers: Ledgers,
  one: Remembered,
  memory: number,
  transition: Transition,
  world: World,
): number {
  const { monitor } = one
  const before = one.memories.values[memory]
  ledgers.hasFound = false
  const after = monitor.see(before, transition, ledgers.report)
  if (after === before) return (memory << 1) | (ledgers.hasFound ? 1 : 0)
  monitor.end?.(after, ledgers.report, world)
  return (numberOfMemory(one, after) << 1) | (ledgers.hasFound ? 1 : 0)
}

/** The number of a ledger, by what each monitor remembers. */
export function enter(ledgers: Ledgers, memories: readonly unknown[], age: number): number {
  const words = ledgers.remembered.map((one, i) => numberOfMemory(one, memories[i]))
  return numberOfWords(ledgers, [...words, age])
}

function numberOfMemory({ memories, digestOf }: Remembered, memory: unknown): number {
  return numberOf(memories, memory, digestOf(memory, 0))
}

/** The words of a ledger, in an array that is used again. */
function wordsOf({ words, remembered, buffer }: Ledgers, number: number): Int32Array {
  const from = number * (remembered.length + 1)
  for (let i = 0; i <= remembered.length; i++) buffer[i] = words.words[from + i] as number
  return buffer
}

function numberOfWords(ledgers: Ledgers, its: ArrayLike<number>): number {
  const { numbers, remembered, words } = ledgers
  const { count } = numbers.prints
  const number = numberOfDigest(numbers, digestOf(ledgers, its, 0))
  if (number === count) for (let i = 0; i <= remembered.length; i++) addWord(words, its[i] as number)
  return number
}

const sum = new Int32Array(2)

/** How old it is, is no part of what it is. */
function digestOf({ remembered }: Ledgers, its: ArrayLike<number>, naming: number): Digest {
  sum.fill(0)
  for (let i = 0; i < remembered.length; i++) {
    const { prints } = (remembered[i] as Remembered).memories
    addPrint(sum, prints, its[i] as number, naming, 2 * i + 1)
  }
  return [sum[0] as number, sum[1] as number]
}
