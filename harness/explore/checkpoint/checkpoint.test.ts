import fc from 'fast-check'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { breadthFirst, resumeBreadthFirst, type BetweenBatches } from '../breadth-first.ts'
import type { Exploration } from '../exploration.ts'
import type { Model } from '../model.ts'
import { boundedRaft } from '../models/raft/raft.ts'
import { twoPhaseCommit } from '../models/two-phase-commit.ts'
import { graphModel, graphs } from '../testing/graph.ts'
import { referenceRaft, smallRaft } from '../testing/small-raft.ts'
import { wordsModel } from '../testing/words.ts'
import { readCheckpoint } from './read-checkpoint.ts'
import { writeCheckpoint } from './write-checkpoint.ts'

const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'))
const file = join(folder, 'search')
const header = { bounds: { terms: 2, entries: 1 }, version: 'one' }
afterAll(() => rmSync(folder, { recursive: true }))

/** Leaves the search once so many batches were met since it began or was resumed. */
function leavingAfter(batches: number): BetweenBatches {
  let left = batches
  return (standing) => {
    if (--left > 0) return 'go on'
    writeCheckpoint(file, standing, header)
    return 'stop'
  }
}

/** What a search comes to that is left after so many batches and resumed with another model of the same making. */
function leftAfter(batches: number, make: () => Model): Exploration {
  const left = breadthFirst(make(), {}, undefined, leavingAfter(batches))
  return left.cut === 'stopped' ? resumeBreadthFirst(readCheckpoint(file, { model: make(), header })) : left
}

test('a search that was left anywhere and resumed comes to what it would have come to, to the byte', () => {
  const make = (): Model => twoPhaseCommit({ managers: 5 })
  const whole = breadthFirst(make())
  for (const batches of [1, 2, 5, 10, 30, 60, 100, 150]) expect(leftAfter(batches, make)).toEqual(whole)
  const left = breadthFirst(make(), {}, undefined, leavingAfter(30))
  expect(left).toMatchObject({ verdict: 'undecided', cut: 'stopped' })
  expect(left.states).toBeLessThan(whole.states / 2)
})

test('so does one that is left again and again', () => {
  const make = (): Model => boundedRaft(smallRaft)
  let exploration = breadthFirst(make(), {}, undefined, leavingAfter(3))
  let times = 0
  for (; exploration.cut === 'stopped'; times++) {
    const standing = readCheckpoint(file, { model: make(), header })
    exploration = resumeBreadthFirst(standing, undefined, leavingAfter(3))
  }
  expect(times).toBeGreaterThan(8)
  expect(exploration).toEqual(breadthFirst(make()))
})

test('so does one of any graph that is left between levels, bad nodes and edges included', () => {
  fc.assert(
    fc.property(graphs, fc.integer({ min: 1, max: 6 }), (graph, level) => {
      expect(leftAfter(level, () => graphModel(graph))).toEqual(breadthFirst(graphModel(graph)))
    }),
  )
})

test('so does one that knows a violation already and has yet to finish the level', () => {
  const make = (): Model => ({
    ...boundedRaft(referenceRaft(1)),
    properties: ['nobody leads'],
    verdict: (words, at) => ([0, 3, 6].some((word) => ((words[at + word]! >>> 3) & 3) === 2) ? 1 : 0),
  })
  const whole = breadthFirst(make())
  expect(whole.violation?.path).toHaveLength(10)
  let knew = 0
  let batches = 0
  const model = make()
  breadthFirst(model, {}, undefined, (standing) => {
    batches++
    if (standing.search.found === undefined || standing.search.current.count === 0) return 'go on'
    if (knew++ % 10 > 0) return 'go on'
    writeCheckpoint(file, standing, header)
    expect(resumeBreadthFirst(readCheckpoint(file, { model: make(), header }))).toEqual(whole)
    return 'go on'
  })
  expect(knew).toBeGreaterThan(10)
  expect(batches).toBeGreaterThan(knew)
})

test('a search goes on undisturbed after it was taken down', () => {
  const make = (): Model => twoPhaseCommit({ managers: 5 })
  const taken = breadthFirst(make(), {}, undefined, (standing) => {
    if (standing.search.current.count === 0) writeCheckpoint(file, standing, header)
    return 'go on'
  })
  expect(taken).toEqual(breadthFirst(make()))
  expect(resumeBreadthFirst(readCheckpoint(file, { model: make(), header }))).toEqual(taken)
})

test('what rows mean is kept beside them, where only the model knows', () => {
  const make = (): Model => wordsModel(9)
  const whole = breadthFirst(make())
  expect(whole.violation?.path).toHaveLength(5)
  const good = (): Model => ({ ...make(), verdict: () => 0 })
  const all = breadthFirst(good())
  expect(all).toMatchObject({ verdict: 'ok', states: 2 ** 10 - 1 })
  for (const batches of [1, 2, 3, 4]) expect(leftAfter(batches, make)).toEqual(whole)
  for (const batches of [1, 5, 8, 9, 10]) expect(leftAfter(batches, good)).toEqual(all)
})

test('a resumed search may be given other limits, but none that it has passed already', () => {
  const model = twoPhaseCommit({ managers: 5 })
  const limits = { depth: 9, states: 1000 }
  breadthFirst(model, { depth: 9 }, undefined, leavingAfter(50))
  const resumed = resumeBreadthFirst(readCheckpoint(file, { model, header }))
  expect(resumed).toEqual(breadthFirst(model, { depth: 9 }))
  const free = resumeBreadthFirst(readCheckpoint(file, { model, header, limits: {} }))
  expect(free).toEqual(breadthFirst(model))
  breadthFirst(model, limits, undefined, leavingAfter(3))
  const fewer = resumeBreadthFirst(readCheckpoint(file, { model, header, limits: { states: 500 } }))
  expect(fewer).toEqual(breadthFirst(model, { states: 500 }))
  const shallow = readCheckpoint(file, { model, header, limits: { depth: 2 } })
  expect(() => resumeBreadthFirst(shallow)).toThrow(/resume it with a depth of at least \d+, or with none/)
})

test('memory that ran out before runs out at the same state after', () => {
  const model = twoPhaseCommit({ managers: 5 })
  const limits = { bytes: 300_000 }
  breadthFirst(model, limits, undefined, leavingAfter(10))
  const resumed = resumeBreadthFirst(readCheckpoint(file, { model, header }))
  expect(resumed).toMatchObject({ verdict: 'undecided', cut: 'memory' })
  expect(resumed).toEqual(breadthFirst(model, limits))
})

test('a checkpoint that cannot be written leaves the one before as it was', () => {
  const make = (): Model => wordsModel(6)
  breadthFirst(make(), {}, undefined, leavingAfter(2))
  const before = readFileSync(file)
  const wordless: Model = { ...make(), vocabulary: { save: () => () => 0, restore: () => {} } }
  expect(() => breadthFirst(wordless, {}, undefined, leavingAfter(3))).toThrow(
    /could not be written: .* could not be cloned\. What stood there before is as it was\./,
  )
  expect(readFileSync(file)).toEqual(before)
  expect(readdirSync(folder)).toEqual(['search'])
  expect(() =>
    breadthFirst(make(), {}, undefined, (standing) => {
      writeCheckpoint(join(folder, 'nowhere', 'search'), standing, header)
      return 'stop'
    }),
  ).toThrow(/nowhere.search could not be written: ENOENT/)
})

test('a checkpoint of anything else is refused, and what differs is named', () => {
  const model = twoPhaseCommit({ managers: 3 })
  breadthFirst(model, {}, undefined, leavingAfter(2))
  const reading = (other: Partial<Parameters<typeof readCheckpoint>[1]>) => () =>
    readCheckpoint(file, { model, header, ...other })
  expect(reading({ header: { ...header, version: 'two' } })).toThrow(
    `The search cannot go on from the checkpoint ${file}: it is of another search: "version" is 'one' there, and 'two' was expected. Give another checkpoint, or begin the search anew.`,
  )
  expect(reading({ header: { ...header, bounds: { terms: 3, entries: 1 } } })).toThrow(
    '"bounds" is { terms: 2, entries: 1 } there, and { terms: 3, entries: 1 } was expected',
  )
  expect(reading({ header: { ...header, more: 1 } })).toThrow('"more" is undefined there, and 1 was expected')
  expect(reading({ model: twoPhaseCommit({ managers: 4 }) })).toThrow(/"model" is 'two-phase .* 3 resource/)
  expect(reading({ model: { ...model, properties: ['other'] } })).toThrow(/"properties" is/)
  const { vocabulary } = wordsModel(1)
  expect(reading({ model: { ...model, vocabulary: vocabulary! } })).toThrow(/"vocabulary" is false there/)
  expect(reading({})).not.toThrow()
})

test('a file that is damaged in any place, cut short or too long is refused', () => {
  const model = graphModel({ begins: [0], edges: [[1, 2], [2], [0]], badNodes: [], badEdges: [] })
  breadthFirst(model, {}, undefined, leavingAfter(1))
  const whole = readFileSync(file)
  const reading = (bytes: Uint8Array) => () => {
    writeFileSync(file, bytes)
    return readCheckpoint(file, { model, header })
  }
  const places = fc.nat({ max: whole.length - 1 })
  fc.assert(
    fc.property(places, fc.integer({ min: 1, max: 255 }), (place, change) => {
      const damaged = Uint8Array.from(whole)
      damaged[place]! ^= change
      expect(reading(damaged)).toThrow(/cannot go on from the checkpoint/)
    }),
    { numRuns: 300 },
  )
  fc.assert(
    fc.property(places, (length) => {
      expect(reading(whole.subarray(0, length))).toThrow(
        /ends in the middle of its|is no checkpoint|this version of Whitewater/,
      )
    }),
  )
  expect(reading(Buffer.concat([whole, whole]))).toThrow(/ bytes follow where it should end/)
  const newer = Buffer.from(whole.toString('latin1').replace('checkpoint 1', 'checkpoint 2'), 'latin1')
  expect(reading(newer)).toThrow(/it is a "whitewater checkpoint 2 .*reads a "whitewater checkpoint 1 /)
  const last = Uint8Array.from(whole)
  last[whole.length - 20]! ^= 1
  expect(reading(last)).toThrow(/its \w+ level is damaged|next level/)
  expect(reading(whole)).not.toThrow()
  expect(() => readCheckpoint(join(folder, 'none'), { model, header })).toThrow(/ENOENT/)
})
