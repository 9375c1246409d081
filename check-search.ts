import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CheckpointAsked } from './check-checkpoint.ts'
import type { Judged } from './check.ts'
import { UsageError } from './commands/usage-error.ts'
import type { Exploration, Limits, Progress } from './harness/explore/exploration.ts'
import { collisionProbability } from './harness/explore/fingerprint-table.ts'
import type { WalkOptions } from './harness/explore/random-walks.ts'
import type { Size } from './harness/explore/size.ts'
import type { Bounds, Reductions } from './harness/explore/world/bounds.ts'
import type { Sightings } from './harness/explore/world/reached-in.ts'
import { packageRoot } from './harness/targets/package-root.ts'
import type { Action } from './harness/world/action.ts'
import type { TargetSpec } from './harness/targets/target.ts'

/** What is to be looked at, and how: plain data. */
export interface SearchAsked {
  readonly target: TargetSpec
  readonly bounds: Bounds
  readonly reductions: Reductions
  /** What has happened where it begins; nothing, where all servers have just started. */
  readonly from: readonly Action[] | undefined
  /** Whether situations are looked out for on the way. */
  readonly looksOut: boolean
  readonly order: 'breadth' | 'depth'
  /** How many threads search; more than one only breadth first. */
  readonly workers: number
  readonly limits: Limits
  readonly checkpoint: CheckpointAsked | undefined
  /** The checkpoint to go on from. */
  readonly resume: string | undefined
  /** Random walks, instead of a search. */
  readonly walks: WalkOptions | undefined
}

/** How many walks were begun, and how many states they went through. */
export interface WalksSoFar {
  readonly walks: number
  readonly steps: number
}

/** What ends a search from outside: whoever waits for it, or the machine's memory. */
export type Ending = 'interrupted' | 'memory'

/** What came of it. */
export interface Searched {
  /** `failed`: the target threw an error. */
  readonly verdict: Exploration['verdict'] | 'failed'
  /** Of a search. */
  readonly exploration: Exploration | undefined
  /** Of random walks. */
  readonly walks: WalksSoFar | undefined
  readonly story: Judged['story']
  readonly failure: Judged['failure']
  /** The reductions that were on in the end. */
  readonly reductions: Reductions
  /** Whether what was taken away as dead was seen, afterwards, to be so at all that the servers came to. */
  readonly verified: boolean
  /** Which situations a search that looked out for them came to, and which it did not. */
  readonly sightings: Sightings | undefined
  /** How large it would become, as it seemed while it was young; of one that was over by then, nothing. */
  readonly estimate: Size | undefined
  /** What ended it from outside. */
  readonly ending: Ending | undefined
  readonly seconds: number
  /** The most bytes that were in use. */
  readonly resident: number
}

/** How far it is: a search, or walks. */
export type SearchProgress = Progress | WalksSoFar

/** What the thread is told at its start. */
export interface ThreadAsked extends SearchAsked {
  /** One number, which is other than 0 when the search is to end. */
  readonly stop: SharedArrayBuffer
}

/** What the thread says: how far it is, how large it will become, what else there is to know, that it cannot begin, or that it is done. */
export type ThreadSaid =
  | { readonly progress: SearchProgress; readonly seconds: number }
  | { readonly estimate: Size }
  | { readonly remark: string }
  | { readonly refused: string }
  | { readonly searched: Omit<Searched, 'estimate'> }

/** Who waits for a search. */
export interface Waiting {
  readonly progress: (progress: SearchProgress, seconds: number) => void
  readonly estimate: (size: Size) => void
  /** Told what else there is to know, in a sentence. */
  readonly remark: (text: string) => void
  /** Ends the search with what it has found so far. */
  readonly signal: AbortSignal
}

/** Searches in a thread of its own, so that whoever waits can be told how far it is, and can end it. */
export async function search(
  asked: SearchAsked,
  { progress, estimate, remark, signal }: Waiting,
): Promise<Searched> {
  const stop = new SharedArrayBuffer(4)
  const workerData: ThreadAsked = { ...asked, stop }
  const megabytes = Math.ceil((asked.limits.bytes ?? 4e9) / 1e6)
  const thread = new Worker(join(packageRoot(), 'dist', 'check-thread.js'), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  })
  let latest: { readonly progress: SearchProgress; readonly seconds: number } | undefined
  let size: Size | undefined
  let release = (): void => undefined
  try {
    const searched = await new Promise<Omit<Searched, 'estimate'>>((resolve, reject) => {
      const onAbort = (): void => {
        Atomics.store(new Int32Array(stop), 0, 1)
        // Walks have found nothing yet: else they would be over.
        if (asked.walks !== undefined) resolve(leftOff(asked, latest, 'interrupted'))
      }
      release = () => signal.removeEventListener('abort', onAbort)
      signal.addEventListener('abort', onAbort)
      if (signal.aborted) onAbort()
      thread.on('message', (said: ThreadSaid) => {
        if ('searched' in said) resolve(said.searched)
        else if ('estimate' in said) {
          size = said.estimate
          estimate(size)
        } else if ('remark' in said) remark(said.remark)
        else if ('refused' in said) reject(new UsageError(said.refused))
        else {
          latest = said
          progress(said.progress, said.seconds)
        }
      })
      thread.on('error', (error: Error & { readonly code?: string }) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(leftOff(asked, latest, 'memory'))
        else reject(error)
      })
      thread.on('exit', (code) => reject(new Error(`the thread of the search ended (${code})`)))
    })
    return { ...searched, estimate: size }
  } finally {
    release()
    await thread.terminate()
  }
}

/** What is known of a search whose thread is gone. */
function leftOff(
  { reductions }: SearchAsked,
  latest: { readonly progress: SearchProgress; readonly seconds: number } | undefined,
  ending: Ending,
): Omit<Searched, 'estimate'> {
  const { progress, seconds } = latest ?? { progress: { walks: 0, steps: 0 }, seconds: 0 }
  const rest = {
    verdict: 'undecided',
    story: undefined,
    failure: undefined,
    ending,
    seconds,
    reductions,
    verified: false,
    sightings: undefined,
  } as const
  if ('walks' in progress)
    return { ...rest, walks: progress, exploration: undefined, resident: process.memoryUsage.rss() }
  const { states, generated, depth, levels, waiting, found, bytes } = progress
  const exploration: Exploration = {
    verdict: 'undecided',
    cut: 'memory',
    states,
    generated,
    depth,
    judgedDepth: depth,
    levels,
    frontier: waiting + found,
    memory: { table: 0, parents: 0, frontier: 0 },
    collisionProbability: collisionProbability(states),
    told: [],
    violation: undefined,
  }
  return { ...rest, exploration, walks: undefined, resident: bytes }
}
