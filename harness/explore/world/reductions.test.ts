import { expect, test } from 'vitest'
import { Operation } from '../../../core/command.ts'
import { InputKind } from '../../../core/input.ts'
import { MessageKind, type Message } from '../../../core/message.ts'
import { Role } from '../../../core/server.ts'
import { embeddedCore } from '../../targets/core.ts'
import type { Target } from '../../targets/target.ts'
import { breadthFirst } from '../breadth-first.ts'
import type { Bounds, Reductions } from './bounds.ts'
import { PLAIN, REDUCED, small } from './testing/bounds.ts'
import { verifyDead } from './verify-dead.ts'
import { worldModel } from './world-model.ts'

const READ = { operation: Operation.Read, value: 0 }

const searches: readonly (readonly [name: string, bounds: Bounds])[] = [
  ['elections', small({ servers: 2, terms: 3 })],
  ['a split vote', small({ servers: 3 })],
  ['crashes', small({ servers: 2, terms: 2, budgets: { crashes: 2, duplicates: Infinity } })],
  ['heartbeats and copies', small({ servers: 2, terms: 2, budgets: { heartbeats: 2, duplicates: 1 } })],
  ['writes', small({ servers: 2, terms: 2, operations: [[{}, {}]], budgets: { duplicates: Infinity } })],
  ['reads', small({ servers: 2, terms: 2, operations: [[{}], [READ]], budgets: { elections: 2 } })],
  ['a registered client', small({ servers: 2, options: { registration: true }, operations: [[{}]] })],
  [
    'pre-votes',
    small({ servers: 2, terms: 2, options: { preVote: true }, budgets: { elections: 2, lapses: 1 } }),
  ],
  [
    'snapshots',
    small({ servers: 2, terms: 2, options: { snapshotThreshold: 1 }, budgets: { duplicates: Infinity } }),
  ],
  [
    'a slow disk',
    small({ servers: 2, terms: 2, synchronousDisk: false, budgets: { elections: 2, crashes: 1 } }),
  ],
]

test.each(searches)('%s: without dead messages servers come to the same states', (_, bounds) => {
  const whole = statesOfServers(bounds, PLAIN)
  const reduced = statesOfServers(bounds, { ...PLAIN, deadMessages: true })
  expect(reduced.servers).toEqual(whole.servers)
  expect(reduced.states).toBeLessThan(whole.states)
})

/** Marks a server that is down. */
const DOWN = 'down '

/** All that servers were, together, in some state. */
function statesOfServers(
  bounds: Bounds,
  reductions: Reductions,
): { readonly servers: Set<string>; readonly states: number } {
  const model = worldModel({ target: embeddedCore, monitors: [], bounds, reductions })
  const { reactions } = model.expansion
  const all = new Set<string>()
  const nameOf = (seat: number): string => {
    const isDown = reactions.seats.values[seat]?.server === null
    return `${isDown ? DOWN : ''}${reactions.seats.prints.plain.subarray(2 * seat, 2 * seat + 2).join()}`
  }
  const { states } = breadthFirst({
    ...model,
    verdict(words, at) {
      const seats = words.subarray(at, at + bounds.cluster.options.servers)
      all.add([...seats].map(nameOf).join(' '))
      return 0
    },
  })
  return { servers: all, states }
}

test.each([
  ['elections', small({ servers: 3, terms: 1, budgets: { crashes: 1, duplicates: Infinity } })],
  ['crashes', small({ servers: 2, terms: 2, budgets: { crashes: 3, elections: 2 } })],
  ['a write', small({ servers: 2, terms: 2, operations: [[{}]], budgets: { crashes: 1, elections: 2 } })],
])(
  '%s: where whoever crashes starts at once, servers come to the same states in which all are up',
  (_, bounds) => {
    const whole = statesOfServers(bounds, PLAIN)
    const reduced = statesOfServers(bounds, { ...PLAIN, partialOrder: true })
    expect(reduced.servers).toEqual(new Set([...whole.servers].filter((one) => !one.includes(DOWN))))
    expect(reduced.states).toBeLessThan(whole.states)
  },
)

test('that messages were dead is seen afterwards, and that a core counts them after all', () => {
  const bounds = small({ servers: 2, terms: 3, budgets: { elections: 3, duplicates: Infinity } })
  const verified = (target: Target): boolean => {
    const model = worldModel({
      target,
      monitors: [],
      bounds,
      reductions: { ...REDUCED, deadVariables: false },
    })
    breadthFirst(model)
    return verifyDead(model.expansion)
  }
  expect(verified(embeddedCore)).toBe(true)
  expect(verified(countsLateVotes)).toBe(false)
})

/** Whoever stands for election takes a vote for one of its own term, whatever term it is of. */
const countsLateVotes: Target = {
  ...embeddedCore,
  name: 'counts late votes',
  step(server, input) {
    const { currentTerm = 0, role } = embeddedCore.observe(server)
    const isLate =
      input.kind === InputKind.Message &&
      input.message.kind === MessageKind.Vote &&
      input.message.term < currentTerm &&
      role === Role.Candidate
    if (!isLate) return embeddedCore.step(server, input)
    return embeddedCore.step(server, {
      ...input,
      message: { ...input.message, term: currentTerm } as Message,
    })
  },
}
