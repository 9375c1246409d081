import { expect, test } from 'vitest'
import { addBatch, blankBatch, type BatchJob, type BatchResult } from './batch.ts'
import { runCampaign, type CampaignOptions } from './campaign.ts'

const VIOLATION = {
  property: 'p',
  grade: 'safety' as const,
  identity: 'p: r',
  reason: 'r',
  title: 't',
  servers: [],
  evidence: [],
  action: 1,
}

/** What a batch would come to if each seed ran as many actions as its number, and these violated a property. */
function sumOf(job: BatchJob, failing: readonly number[]): BatchResult {
  const sum = blankBatch()
  for (let seed = job.first; seed < job.first + job.count; seed++) {
    const one = blankBatch()
    one.seeds = 1
    one.actions = seed
    one.fingerprint.low = Math.imul(seed, 0x9e3779b1)
    one.roughness.actions.push(seed)
    if (failing.includes(seed)) one.failures.push({ seed, violations: [VIOLATION] })
    one.stopped = one.failures.length > 0 && !job.keepGoing
    addBatch(sum, one)
    if (sum.stopped) break
  }
  return sum
}

const options: CampaignOptions = {
  first: 1000,
  seeds: 200,
  plan: {},
  keepGoing: false,
  rules: false,
  workers: 1,
  stop: () => false,
  progress: () => undefined,
}

/** Runs a campaign whose batches end in another order than they begin. */
function campaign(told: Partial<CampaignOptions>, failing: readonly number[] = []): Promise<BatchResult> {
  let begun = 0
  return runCampaign({ ...options, ...told }, async (job) => {
    for (let turns = (7 * ++begun) % 20; turns > 0; turns--) await Promise.resolve()
    return sumOf(job, failing)
  })
}

const all = { first: 1000, count: 200, plan: {}, keepGoing: false }

test.each([1, 2, 3])('the sum is that of the seeds in their order, with %i workers', async (workers) => {
  expect(await campaign({ workers })).toEqual(sumOf(all, []))
  expect(await campaign({ workers, seeds: 1 })).toEqual(sumOf({ ...all, count: 1 }, []))
  expect(await campaign({ workers, seeds: 0 })).toEqual(blankBatch())
})

test.each([1, 2, 3])('it ends at the first failing seed in their order, with %i workers', async (workers) => {
  const sum = await campaign({ workers }, [1150, 1070, 1199])
  expect(sum).toEqual(sumOf(all, [1070]))
  expect([sum.seeds, sum.stopped, sum.failures.map(({ seed }) => seed)]).toEqual([71, true, [1070]])
})

test.each([1, 2, 3])('told to keep going, it finds every failing seed, with %i workers', async (workers) => {
  const sum = await campaign({ workers, keepGoing: true }, [1150, 1070, 1199])
  expect(sum.failures.map(({ seed }) => seed)).toEqual([1070, 1150, 1199])
  expect([sum.seeds, sum.stopped]).toEqual([200, false])
})

test('no more batches are under way at once than there are workers, and each seed is in one', async () => {
  const seeds: number[] = []
  let underWay = 0
  let most = 0
  await runCampaign({ ...options, workers: 3 }, async (job) => {
    most = Math.max(most, ++underWay)
    for (let seed = job.first; seed < job.first + job.count; seed++) seeds.push(seed)
    await Promise.resolve()
    underWay--
    return sumOf(job, [])
  })
  expect(most).toBe(3)
  expect(seeds).toEqual(Array.from({ length: 200 }, (_, place) => 1000 + place))
})

test('it tells of the sum so far after every batch', async () => {
  const told: number[] = []
  await campaign({ workers: 2, progress: ({ seeds }) => told.push(seeds) })
  expect(told.at(-1)).toBe(200)
  expect(told).toEqual([...new Set(told)].sort((one, other) => one - other))
})

test('stopped in between, it counts what was under way and begins nothing new', async () => {
  let batches = 0
  const sum = await runCampaign({ ...options, workers: 2, stop: () => batches >= 3 }, (job) => {
    batches++
    return Promise.resolve(sumOf(job, []))
  })
  expect(batches).toBe(3)
  expect(sum).toEqual(sumOf({ ...all, count: sum.seeds }, []))
})

test('a batch that fails as a whole fails the campaign', async () => {
  const dies = runCampaign({ ...options, workers: 2 }, ({ first }) =>
    first === 1000 ? Promise.resolve(blankBatch()) : Promise.reject(new Error('the thread died')),
  )
  await expect(dies).rejects.toThrow('the thread died')
})
