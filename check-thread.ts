import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import type { Ending, Searched, SearchProgress, ThreadAsked, ThreadSaid } from './check-search.ts'
import { check, checkInThreads, walk, type CheckOptions, type CheckSubject } from './check.ts'
import type { Exploration, Progress } from './harness/explore/exploration.ts'
import type { WalkOptions } from './harness/explore/random-walks.ts'
import { guessSize, type Size } from './harness/explore/size.ts'
import { loadTarget } from './harness/targets/load-target.ts'

/** The thread of `check`: it searches from its start to its end, and says now and then how far it is. */
const port = parentPort as MessagePort
const asked = workerData as ThreadAsked
const stop = new Int32Array(asked.stop)
/** How often it says so, in milliseconds. */
const TOLD_EVERY = 200

/** After how many states it is guessed first how many there will be: less than a second, and the same in every run. */
const FIRST_GUESS = 30_000

const say = (said: ThreadSaid): void => port.postMessage(said)
const target = await loadTarget(asked.target)
const begun = performance.now()
let told = begun
/** How many bytes were in use when it was told last: to ask is dear. */
let used = process.memoryUsage.rss()
let estimate: Size | undefined
let nextGuess = FIRST_GUESS
let ending: Ending | undefined
const subject: CheckSubject = {
  subject: { spec: asked.target, target },
  bounds: asked.bounds,
  reductions: asked.reductions,
}
const found = asked.walks === undefined ? await search() : wander(asked.walks)
say({
  searched: {
    ...found,
    ending,
    seconds: (performance.now() - begun) / 1000,
    resident: process.resourceUsage().maxRSS * 1024,
  },
})

type Found = Omit<Searched, 'estimate' | 'ending' | 'seconds' | 'resident'>

async function search(): Promise<Found> {
  const { order, limits, workers } = asked
  const options: CheckOptions = { ...subject, order, limits, oversee }
  // Only a search breadth first in one thread shows its levels while it is young.
  if (workers > 1 || order === 'depth') check({ ...options, order: 'breadth', oversee: probe })
  const checked = workers > 1 ? await checkInThreads(options, workers) : check(options)
  const { story, reductions, verified } = checked
  const exploration = endedBy(checked.exploration)
  return { verdict: exploration.verdict, exploration, walks: undefined, story, reductions, verified }
}

/** Ends a search once it was guessed how large it would become. */
function probe(progress: Progress): 'go on' | 'stop' {
  return oversee(progress) === 'go on' && estimate === undefined ? 'go on' : 'stop'
}

/** Says how far the search is, and ends it where whoever waits for it wants that, or memory does. */
function oversee(progress: Progress): 'go on' | 'stop' {
  guessNowAndThen(progress)
  tellNowAndThen({ ...progress, bytes: used })
  if (Atomics.load(stop, 0) !== 0) ending = 'interrupted'
  else if (used > (asked.limits.bytes ?? Infinity)) ending = 'memory'
  return ending === undefined ? 'go on' : 'stop'
}

/** While there is no telling, it is tried again when there are ten times as many states. */
function guessNowAndThen({ states, levels }: Progress): void {
  if (states < nextGuess || levels.length === 0 || estimate?.about !== undefined) return
  nextGuess *= 10
  estimate = guessSize({ verdict: 'undecided', states, levels, judgedDepth: levels.length })
  say({ estimate })
}

function tellNowAndThen(progress: SearchProgress): void {
  const now = performance.now()
  if (now - told < TOLD_EVERY) return
  told = now
  used = process.memoryUsage.rss()
  say({ progress, seconds: (now - begun) / 1000 })
}

/** Memory is a limit like others, whoever saw that there is no more. */
function endedBy(exploration: Exploration): Exploration {
  return exploration.cut === 'stopped' && ending === 'memory'
    ? { ...exploration, cut: 'memory' }
    : exploration
}

function wander(options: WalkOptions): Found {
  const { walks, story } = walk(subject, options, ({ walks: count, steps }) =>
    tellNowAndThen({ walks: count, steps }),
  )
  const { verdict, walks: count, steps } = walks
  const { reductions } = asked
  return {
    verdict,
    exploration: undefined,
    walks: { walks: count, steps },
    story,
    reductions,
    verified: false,
  }
}
