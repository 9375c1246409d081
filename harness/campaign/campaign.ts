import { addBatch, blankBatch, type BatchJob, type BatchResult } from './batch.ts'
import type { PlanOptions } from '../plan/plans.ts'

/** What a campaign is to run. */
export interface CampaignOptions {
  readonly first: number
  readonly seeds: number
  readonly plan: PlanOptions
  readonly keepGoing: boolean
  /** Whether servers are held to the rules of single steps, too. */
  readonly rules: boolean
  /** How many batches may be under way at once. */
  readonly workers: number
  /** Ends the campaign, between batches, with what it has so far. */
  readonly stop: () => boolean
  /** Told of the sum so far after every batch. */
  readonly progress: (sum: BatchResult) => void
}

/** Seeds in a batch: enough that handing one out costs nothing, few enough that progress is seen. */
const BATCH = 32

/**
 * Runs seeds in batches, as many at once as there are workers, and adds them up in the order of the seeds: the result
 * does not depend on how many workers there were. It ends at the first seed that violates a property, unless told to
 * keep going.
 */
export async function runCampaign(
  options: CampaignOptions,
  runBatch: (job: BatchJob) => Promise<BatchResult>,
): Promise<BatchResult> {
  const sum = blankBatch()
  const jobs = jobsOf(options)
  const underWay: Promise<BatchResult>[] = []
  for (;;) {
    while (underWay.length < options.workers && !options.stop()) {
      const job = jobs.next()
      if (job.done === true) break
      const batch = runBatch(job.value)
      batch.catch(() => undefined)
      underWay.push(batch)
    }
    const oldest = underWay.shift()
    if (oldest === undefined) break
    addBatch(sum, await oldest)
    options.progress(sum)
    if (sum.stopped) break
  }
  await Promise.allSettled(underWay)
  return sum
}

function* jobsOf({ first, seeds, plan, keepGoing, rules }: CampaignOptions): Generator<BatchJob, undefined> {
  for (let done = 0; done < seeds; done += BATCH) {
    yield { first: first + done, count: Math.min(BATCH, seeds - done), plan, keepGoing, rules }
  }
  return undefined
}
