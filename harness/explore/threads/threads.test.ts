import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { packageRoot } from '../../targets/package-root.ts'
import { breadthFirst } from '../breadth-first.ts'
import type { Exploration } from '../exploration.ts'
import { boundedRaft } from '../models/raft/raft.ts'
import { twoPhaseCommit } from '../models/two-phase-commit.ts'
import { referenceRaft } from '../testing/small-raft.ts'
import { breadthFirstThreads } from './breadth-first-threads.ts'
import { loadModel } from './model-spec.ts'

const models = join(packageRoot(), 'dist', 'harness', 'explore', 'models')
const spec = (file: string, name: string, options: unknown) => ({
  module: pathToFileURL(join(models, file)).href,
  name,
  options,
})
const raft = (options: unknown) => spec('raft/raft.js', 'boundedRaft', options)

/** What must not depend on how many threads there are. */
function fixed({ memory: _, violation, ...told }: Exploration): unknown {
  return { ...told, property: violation?.property, steps: violation?.path.length }
}

test('one, two and three threads come to what a search without threads comes to', async () => {
  const options = { ...referenceRaft(1), symmetry: true, deadVariables: true }
  const alone = fixed(breadthFirst(boundedRaft(options)))
  expect(alone).toMatchObject({ verdict: 'ok', states: 64_210, generated: 842_342, depth: 36 })
  for (const threads of [1, 2, 3])
    expect(fixed(await breadthFirstThreads(raft(options), threads))).toEqual(alone)
})

test('so they do where depth cuts the search', async () => {
  const options = referenceRaft(0)
  const alone = fixed(breadthFirst(boundedRaft(options), { depth: 16 }))
  expect(alone).toMatchObject({ verdict: 'undecided', cut: 'depth', judgedDepth: 16 })
  expect(fixed(await breadthFirstThreads(raft(options), 2, { depth: 16 }))).toEqual(alone)
})

test('they tell the same violation, by a path as short, which can be walked', async () => {
  // Nobody is to lead: a promise that the model breaks, in a module of its own as threads load it.
  const text = `
    import { boundedRaft } from ${JSON.stringify(raft({}).module)}
    const leads = (first) => ((first >>> 3) & 3) === 2
    export const hopeful = (options) => ({
      ...boundedRaft(options),
      properties: ['nobody leads'],
      verdict: (words, at) => (leads(words[at]) || leads(words[at + 3]) || leads(words[at + 6]) ? 1 : 0),
    })`
  const module = `data:text/javascript,${encodeURIComponent(text)}`
  const hopeful = { module, name: 'hopeful', options: { ...referenceRaft(1), symmetry: true } }
  const alone = breadthFirst(await loadModel(hopeful))
  expect(alone.violation?.path).toHaveLength(10)
  for (const threads of [2, 3]) {
    const together = await breadthFirstThreads(hopeful, threads)
    expect(fixed(together)).toEqual(fixed(alone))
    expect(together.violation?.path.at(-1)?.name).toMatch(/^BecomeLeader/)
  }
})

test('out of memory they end with what they know', async () => {
  const two = await breadthFirstThreads(spec('two-phase-commit.js', 'twoPhaseCommit', { managers: 6 }), 2, {
    bytes: 1_700_000,
  })
  const whole = breadthFirst(twoPhaseCommit({ managers: 6 }))
  expect(two).toMatchObject({ verdict: 'undecided', cut: 'memory' })
  expect(two.states).toBeLessThan(whole.states)
  expect(two.levels.slice(0, two.judgedDepth)).toEqual(whole.levels.slice(0, two.judgedDepth))
  expect(two.frontier).toBeGreaterThan(0)
})

test('a model that cannot be made in a thread is told of', async () => {
  const wrong = spec('two-phase-commit.js', 'threePhaseCommit', {})
  await expect(breadthFirstThreads(wrong, 2)).rejects.toThrow(/exports no function threePhaseCommit/)
})
