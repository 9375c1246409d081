import { expect, test } from 'vitest'
import { breadthFirst } from '../../breadth-first.ts'
import type { Model } from '../../model.ts'
import { randomWalks } from '../../random-walks.ts'
import { referenceRaft, smallRaft } from '../../testing/small-raft.ts'
import type { RaftOptions } from './bounds.ts'
import { State, stateOf, WORDS } from './layout.ts'
import { boundedRaft } from './raft.ts'

test('with one client entry, symmetry and dead variables it has the states that a checker by hand found', () => {
  const reduced = boundedRaft({ ...referenceRaft(1), symmetry: true, deadVariables: true })
  expect(breadthFirst(reduced)).toMatchObject({
    verdict: 'ok',
    states: 64_210,
    generated: 842_342,
    depth: 36,
  })
})

const three: RaftOptions = { ...referenceRaft(0), faults: false }

test.each([
  ['symmetry, three servers', three, { symmetry: true }],
  ['dead variables, three servers', three, { deadVariables: true }],
  ['both, three servers', three, { symmetry: true, deadVariables: true }],
  ['symmetry, two servers', smallRaft, { symmetry: true }],
  ['both, two servers and two values', { ...smallRaft, values: 2 }, { symmetry: true, deadVariables: true }],
])('%s: all that is reached is the quotient of what is reached without', (_name, options, reduction) => {
  const reduced = boundedRaft({ ...options, ...reduction })
  const wanted = reachedPrints(boundedRaft(options), reduced)
  const found = reachedPrints(reduced, reduced)
  expect(found.size).toBeGreaterThan(100)
  expect(found.size).toBe(wanted.size)
  expect([...found].every((print) => wanted.has(print))).toBe(true)
})

test('a server that leads is nine steps away, and symmetry and dead variables find it as near', () => {
  for (const reduction of [{}, { symmetry: true }, { symmetry: true, deadVariables: true }]) {
    const model = boundedRaft({ ...referenceRaft(1), ...reduction })
    const { violation } = breadthFirst({
      ...model,
      properties: ['nobody leads'],
      verdict: (words, at) => (leads(words, at) ? 1 : 0),
    })
    expect(violation?.property).toBe('nobody leads')
    expect(violation?.path).toHaveLength(10)
    const names = violation?.path.map(({ name }) => name.replace(/\(.*/, ''))
    expect(names?.[1]).toBe('Timeout')
    expect(names?.at(-1)).toBe('BecomeLeader')
    // A quorum of two is asked, is heard by and answers; the second learns of the term by message or by a timeout of its own.
    expect(names?.filter((name) => name === 'RequestVote')).toHaveLength(2)
    expect(names?.filter((name) => name === 'HandleRequestVoteResponse')).toHaveLength(2)
  }
})

test('a state and a step read well', () => {
  const model = boundedRaft(smallRaft)
  const bad: Model = { ...model, verdict: (words, at) => (leads(words, at) ? 1 : 0) }
  const { violation } = randomWalks(bad, { seed: 3, walks: 1000, length: 100 })
  const last = violation?.path.at(-1)?.state as Int32Array
  expect(model.stateText(last, 0, last.length)).toMatch(/s\d Leader t2 log \[\] commit 0/)
  expect(violation?.path.map(({ name }) => name).join('\n')).toMatch(/RequestVote\(s\d, s\d\)/)
})

function leads(words: Int32Array, at: number): boolean {
  return [0, 1].some((server) => stateOf(words[at + WORDS * server] as number) === State.Leader)
}

/** The fingerprints, as another model takes them, of all states that a model reaches. */
function reachedPrints(model: Model, other: Model): ReadonlySet<string> {
  const prints = new Set<string>()
  const print = new Int32Array(2)
  const noting: Model = {
    ...model,
    verdict(words, at, length) {
      other.fingerprint(words, at, length, print)
      prints.add(print.join())
      return model.verdict(words, at, length)
    },
  }
  expect(breadthFirst(noting).verdict).toBe('ok')
  return prints
}
