import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { check, checkInThreads, type Checked, type CheckSubject, type Oversee } from './check.ts'
import { boundsOf } from './commands/check/bounds-of.ts'
import { PLAIN } from './commands/check/shape.ts'
import { readCheckpoint } from './harness/explore/checkpoint/read-checkpoint.ts'
import { writeCheckpoint } from './harness/explore/checkpoint/write-checkpoint.ts'
import type { Standing } from './harness/explore/search.ts'
import type { WorldModel } from './harness/explore/world/world-model.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import type { TargetSpec } from './harness/targets/target.ts'
import { findBug } from './scenarios/zoo/zoo.ts'

const folder = mkdtempSync(join(tmpdir(), 'check-'))
afterAll(() => rmSync(folder, { recursive: true }))

const all = { symmetry: true, deadVariables: true, deadMessages: true, partialOrder: true }
const none = { symmetry: false, deadVariables: false, deadMessages: false, partialOrder: false }

async function subjectOf(spec: TargetSpec, shape: object, reductions = all): Promise<CheckSubject> {
  const subject = { spec, target: await loadTarget(spec) }
  return { subject, bounds: boundsOf({ ...PLAIN, ...shape }), reductions }
}

/** What must not depend on how many threads there are. */
function fixed({ exploration, story }: Checked): unknown {
  const { memory: _, violation, ...counts } = exploration
  const { property, action } = story?.violation ?? {}
  return { ...counts, steps: violation?.path.length, property, action }
}

test('one, two and three threads come to the same counts', async () => {
  const options = await subjectOf({ kind: 'core' }, { terms: 1, writes: 1 })
  const alone = check(options)
  expect(alone.exploration.verdict).toBe('ok')
  for (const threads of [1, 2, 3]) {
    const together = await checkInThreads(options, threads)
    expect(fixed(together)).toEqual(fixed(alone))
    // No thread has seen all that servers came to.
    expect([alone.verified, together.verified]).toEqual([true, false])
  }
})

test('the preset small has the states that it has by trying every name for every server', async () => {
  const { exploration } = check(await subjectOf({ kind: 'core' }, { writes: 1 }))
  expect(exploration).toMatchObject({ verdict: 'ok', states: 42_804, generated: 715_867, depth: 27 })
})

test('so have five servers as far as that was tried, however many threads there are', async () => {
  const limits = { depth: 9 }
  const options = { ...(await subjectOf({ kind: 'core' }, { servers: 5 })), limits }
  const levels = [1, 1, 3, 8, 25, 76, 239, 718, 1981]
  expect(check(options).exploration).toMatchObject({ verdict: 'undecided', cut: 'depth', levels })
  for (const threads of [2, 3])
    expect((await checkInThreads(options, threads)).exploration.levels).toEqual(levels)
})

test('they tell the same violation, whose story replays', async () => {
  const options = await subjectOf({ kind: 'core', patch: findBug('V-E1').patch }, {}, none)
  const alone = check(options)
  expect(alone.story?.violation.property).toBe('election safety')
  for (const threads of [1, 2, 3]) expect(fixed(await checkInThreads(options, threads))).toEqual(fixed(alone))
})

test('a search that was left and resumed with a fresh model knows what is to be verified of all of it', async () => {
  const options = await subjectOf({ kind: 'core' }, { writes: 1, elections: 2 })
  const file = join(folder, 'search')
  const whole = check(options)
  const oversee: Oversee = ({ states }, standing) => {
    if (states < 4000) return 'go on'
    writeCheckpoint(file, standing as Standing, {})
    return 'stop'
  }
  expect(check({ ...options, oversee }).exploration.cut).toBe('stopped')
  const met = new Set<number>()
  const resume = (model: WorldModel): Standing => {
    const standing = readCheckpoint(file, { model, header: {} })
    model.expansion.dropped.forEach((dropped, message) => dropped === 1 && met.add(message))
    return standing
  }
  expect(check({ ...options, resume })).toEqual(whole)
  expect(met.size).toBeGreaterThan(0)
})

test('threads are asked whether they go on, and end where they do not', async () => {
  const options = await subjectOf({ kind: 'core' }, { writes: 1, crashes: 1 })
  const { exploration } = await checkInThreads({ ...options, oversee: () => 'stop' }, 2)
  expect(exploration).toMatchObject({ verdict: 'undecided', cut: 'stopped' })
})
