import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../observation.ts'
import type { Monitor } from '../monitor.ts'
import { REACHED, type Situation } from '../situation.ts'
import { embeddedCore } from '../targets/core.ts'
import type { Target } from '../targets/target.ts'
import { addBatch, blankBatch, runBatch, type BatchJob, type BatchResult } from './batch.ts'
import { fitting } from './fitting.ts'

const job: BatchJob = { first: 0, count: 12, plan: { servers: 3, storm: 300_000 }, keepGoing: true }

/** A property that some seeds violate: nobody ever leads term 2. */
const nobodyLeadsTwice: Monitor<null> = {
  name: 'nobody leads twice',
  promise: 'there is no leader in term 2',
  grade: 'safety',
  watches: Changed.Role,
  needs: ['role', 'currentTerm'],
  start: () => null,
  see: (memory, { after, server }, report) => {
    if (after?.role === Role.Leader && after.currentTerm === 2) {
      report.violation({
        reason: 'a leader',
        title: `S${server + 1} leads term 2`,
        servers: [server],
        evidence: [],
      })
    }
    return memory
  },
}
const judges = [nobodyLeadsTwice as Monitor]

/** A situation that most seeds reach, and not all. */
const twoLead: Situation = {
  name: 'two-lead',
  sentence: 'A second server leads.',
  source: 'this test',
  takes: [],
  watches: Changed.Role,
  start: () => 0,
  see: (memory, { after }) => {
    const leaders = (memory as number) + (after?.role === Role.Leader ? 1 : 0)
    return leaders === 2 ? REACHED : leaders
  },
}

test('where one batch ends and the next begins does not matter', () => {
  const run = (part: BatchJob): BatchResult => runBatch(embeddedCore, judges, part, [twoLead])
  const whole = run(job)
  const reached = whole.reach.situations.get('two-lead')?.seeds ?? 0
  expect([reached > 0, reached < job.count, whole.reach.states.size > 0]).toEqual([true, true, true])
  expect(whole.failures.length).toBeGreaterThan(0)
  expect(whole.failures.length).toBeLessThan(job.count)
  const property = fc.property(fc.integer({ min: 0, max: job.count }), (count) => {
    const sum = blankBatch()
    addBatch(sum, run({ ...job, count }))
    addBatch(sum, run({ ...job, first: count, count: job.count - count }))
    expect(sum).toEqual(whole)
  })
  fc.assert(property, { numRuns: 6 })
})

test('it stops at the first seed that violates a property, and says which, where and how', () => {
  const all = runBatch(embeddedCore, judges, job)
  const stopped = runBatch(embeddedCore, judges, { ...job, keepGoing: false })
  expect(stopped.failures).toEqual(all.failures.slice(0, 1))
  expect([stopped.stopped, stopped.seeds]).toEqual([true, 1 + (all.failures[0]?.seed ?? 0)])
  expect(stopped.failures[0]?.violations).toMatchObject([
    { property: 'nobody leads twice', identity: 'nobody leads twice: a leader' },
  ])
})

test('a target that throws is reported as broken, with the seed, and judged no further', () => {
  const throwing: Target = {
    ...embeddedCore,
    step: (server, input) => {
      if (embeddedCore.observe(server).currentTerm === 2) throw new Error('out of order')
      return embeddedCore.step(server, input)
    },
  }
  const all = runBatch(throwing, judges, job)
  expect(all.broken.length).toBeGreaterThan(0)
  expect(all.broken.length + all.seeds).toBe(job.count)
  expect(all.broken[0]?.error).toContain('out of order')
  const stopped = runBatch(throwing, judges, { ...job, keepGoing: false })
  expect(stopped.broken.map(({ seed }) => seed)).toEqual([all.broken[0]?.seed])
  expect(stopped).toMatchObject({ stopped: true, seeds: (all.broken[0]?.seed as number) - job.first })
})

test('a monitor whose fields a target does not show is not checked, and what is missing is told', () => {
  const shy: Target = {
    ...embeddedCore,
    observe: (server): Observation => ({
      ...embeddedCore.observe(server),
      log: undefined,
      votedFor: undefined,
    }),
  }
  const needy: Monitor = {
    ...(nobodyLeadsTwice as Monitor),
    name: 'needy',
    needs: ['role', 'log', 'votedFor'],
  }
  expect(fitting(shy, [...judges, needy])).toEqual({
    checked: judges,
    notChecked: [{ monitor: needy, missing: ['log', 'votedFor'] }],
  })
  expect(fitting(embeddedCore, [...judges, needy])).toEqual({ checked: [...judges, needy], notChecked: [] })
})
