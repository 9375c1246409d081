import { fold, spread } from '../../mix.ts'
import type { Model } from '../model.ts'
import { addSuccessor, roomFor, type Successors } from '../successors.ts'

/** Which two-phase commit is explored. */
export interface TwoPhaseOptions {
  /** How many resource managers there are, up to 7. */
  readonly managers: number
  /** Whether states are the same that differ by a renaming of resource managers. */
  readonly symmetry?: boolean
}

/**
 * Two words: of each resource manager four bits (its state; whether its Prepared message was sent; whether the
 * transaction manager received that), and the transaction manager's state, which also says whether Commit or Abort was
 * sent.
 */
const Manager = { Working: 0, Prepared: 1, Committed: 2, Aborted: 3 } as const
const STATE = 3
const SENT = 4
const RECEIVED = 8
const Transaction = { Undecided: 0, Committed: 1, Aborted: 2 } as const

const ACTIONS = [
  'TMCommit',
  'TMAbort',
  'TMRcvPrepared',
  'RMPrepare',
  'RMChooseToAbort',
  'RMRcvCommitMsg',
  'RMRcvAbortMsg',
] as const

/** Two-phase commit as in Gray and Lamport's "Consensus on Transaction Commit", action by action of its TLA+ module. */
export function twoPhaseCommit({ managers, symmetry = false }: TwoPhaseOptions): Model {
  const name = `two-phase commit with ${managers} resource managers`
  const print = new Int32Array(2)

  const add = (successors: Successors, all: number, transaction: number, action: number): void => {
    const at = roomFor(successors, 2)
    successors.words[at] = all
    successors.words[at + 1] = transaction
    printOf(symmetry ? sorted(all, managers) : all, transaction, print)
    addSuccessor(successors, 2, print[0] as number, print[1] as number, action, 0)
  }

  return {
    name,
    properties: ['no resource manager commits while another one aborts'],
    begin: (successors) => add(successors, 0, Transaction.Undecided, -1),
    expand(words, at, _length, successors) {
      const all = words[at] as number
      const transaction = words[at + 1] as number
      let received = 0
      for (let manager = 0; manager < managers; manager++) {
        if ((((all >>> (4 * manager)) & RECEIVED) as number) !== 0) received++
      }
      if (transaction === Transaction.Undecided) {
        if (received === managers) add(successors, all, Transaction.Committed, 0)
        add(successors, all, Transaction.Aborted, 1)
      }
      for (let manager = 0; manager < managers; manager++) {
        const one = (all >>> (4 * manager)) & 15
        const put = (its: number, action: number): void =>
          add(successors, all ^ ((one ^ its) << (4 * manager)), transaction, action + 8 * manager)
        if (transaction === Transaction.Undecided && (one & SENT) !== 0) put(one | RECEIVED, 2)
        if ((one & STATE) === Manager.Working) {
          put(one | Manager.Prepared | SENT, 3)
          put(one | Manager.Aborted, 4)
        }
        if (transaction === Transaction.Committed) put((one & ~STATE) | Manager.Committed, 5)
        if (transaction === Transaction.Aborted) put((one & ~STATE) | Manager.Aborted, 6)
      }
    },
    fingerprint(words, at, _length, into) {
      const all = words[at] as number
      printOf(symmetry ? sorted(all, managers) : all, words[at + 1] as number, into)
    },
    verdict(words, at) {
      let committed = false
      let aborted = false
      for (let manager = 0; manager < managers; manager++) {
        const state = ((words[at] as number) >>> (4 * manager)) & STATE
        if (state === Manager.Committed) committed = true
        if (state === Manager.Aborted) aborted = true
      }
      return committed && aborted ? 1 : 0
    },
    actionName(_words, _at, _length, action) {
      const kind = ACTIONS[action & 7] as string
      return (action & 7) < 2 ? kind : `${kind}(rm${(action >> 3) + 1})`
    },
    stateText: (words, at) => stateText(words[at] as number, words[at + 1] as number, managers),
  }
}

/** Managers are told apart by their four bits alone, so that sorting them gives the one form of all their renamings. */
function sorted(all: number, managers: number): number {
  let counts = 0
  let form = 0
  for (let bits = 0; bits < 16; bits++) {
    for (let manager = 0; manager < managers; manager++) {
      if (((all >>> (4 * manager)) & 15) === bits) form |= bits << (4 * counts++)
    }
  }
  return form
}

function printOf(all: number, transaction: number, print: Int32Array): void {
  print[0] = spread(fold(fold(0x2545f491, all), transaction))
  print[1] = spread(Math.imul(fold(fold(0x6c078965, transaction), all), 0x85ebca6b))
}

function stateText(all: number, transaction: number, managers: number): string {
  const states = Object.keys(Manager)
  const told = Array.from({ length: managers }, (_, manager) => {
    const one = (all >>> (4 * manager)) & 15
    const marks = `${(one & SENT) === 0 ? '' : ', Prepared sent'}${(one & RECEIVED) === 0 ? '' : ', received'}`
    return `rm${manager + 1} ${states[one & STATE]}${marks}`
  })
  return `${told.join('; ')}; TM ${Object.keys(Transaction)[transaction]}`
}
