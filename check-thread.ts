import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import type { Ending, Searched, SearchProgress, ThreadAsked, ThreadSaid } from './check-search.ts'
import { check, checkInThreads, walk, type CheckOptions, type CheckSubject } from './check.ts'
import type { Exploration, Progress } from './harness/explore/exploration.ts'
import type { WalkOptions } from './harness/explore/random-walks.ts'
import { loadTarget } from './harness/targets/load-target.ts'

/** The thread of `check`: it searches from its start to its end, and says now and then how far it is. */
const port = parentPort as MessagePort
const asked = workerData as ThreadAsked
const stop = new Int32Array(asked.stop)
/** How often it says so, in milliseconds. */
const TOLD_EVERY = 200

const say = (said: ThreadSaid): void => port.postMessage(said)
const target = await loadTarget(asked.target)
const begun = performance.now()
let told = begun
/** How many bytes were in use when it was told last: to ask is dear. */
let used = process.memoryUsage.rss()
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

type Found = Omit<Searched, 'ending' | 'seconds' | 'resident'>

async function search(): Promise<Found> {
  const { order, limits, workers } = asked
  const options: CheckOptions = { ...subject, order, limits, oversee }
  const checked = workers > 1 ? await checkInThreads(options, workers) : check(options)
  const { story, reductions, verified } = checked
  const exploration = endedBy(checked.exploration)
  return { verdict: exploration.verdict, exploration, walks: undefined, story, reductions, verified }
}

/** Says how far the search is, and ends it where whoever waits for it wants that, or memory does. */
function oversee(progress: Progress): 'go on' | 'stop' {
  tellNowAndThen({ ...progress, bytes: used })
  if (Atomics.load(stop, 0) !== 0) ending = 'interrupted'
  else if (used > (asked.limits.bytes ?? Infinity)) ending = 'memory'
  return ending === undefined ? 'go on' : 'stop'
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
