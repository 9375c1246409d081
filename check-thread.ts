import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import type { Searched, SearchProgress, ThreadAsked, ThreadSaid } from './check-search.ts'
import { check, walk, type CheckSubject } from './check.ts'
import type { Exploration, Progress } from './harness/explore/exploration.ts'
import type { Model } from './harness/explore/model.ts'
import type { WalkOptions } from './harness/explore/random-walks.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import { watchedModel, type Ended, type Ending, type WatchedModel } from './watched-model.ts'

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
const subject: CheckSubject = {
  subject: { spec: asked.target, target },
  bounds: asked.bounds,
  reductions: asked.reductions,
}
const found = asked.walks === undefined ? search() : wander(asked.walks)
say({
  searched: {
    ...found,
    seconds: (performance.now() - begun) / 1000,
    resident: process.resourceUsage().maxRSS * 1024,
  },
})

function search(): Omit<Searched, 'seconds' | 'resident'> {
  const { order, limits } = asked
  let watched: WatchedModel | undefined
  const watch = (model: Model): Model => {
    watched = watchedModel(model, { look, bytes: () => used, byLevel: order === 'breadth' })
    return watched.model
  }
  const { exploration, story } = check({ ...subject, watch, order, limits })
  const ended = watched?.ended()
  const reached = ended === undefined ? exploration : endedEarly(exploration, ended)
  return { verdict: reached.verdict, exploration: reached, walks: undefined, story, ending: ended?.ending }
}

function look(progress: Progress): Ending | undefined {
  tellNowAndThen(progress)
  if (Atomics.load(stop, 0) !== 0) return 'interrupted'
  return progress.bytes > (asked.limits.bytes ?? Infinity) ? 'memory' : undefined
}

function tellNowAndThen(progress: SearchProgress): void {
  const now = performance.now()
  if (now - told < TOLD_EVERY) return
  told = now
  used = process.memoryUsage.rss()
  say({ progress, seconds: (now - begun) / 1000 })
}

/** What a search that ran dry came to: a violation that it had found counts, and what it says of its levels does not. */
function endedEarly(exploration: Exploration, { ending, progress }: Ended): Exploration {
  const { states, generated, depth, levels, waiting, found: behind } = progress
  const reached = { states, generated, depth, judgedDepth: depth, levels, frontier: waiting + behind }
  if (exploration.violation !== undefined) return { ...exploration, ...reached }
  return { ...exploration, ...reached, verdict: 'undecided', cut: ending === 'memory' ? 'memory' : undefined }
}

function wander(options: WalkOptions): Omit<Searched, 'seconds' | 'resident'> {
  const { walks, story } = walk({ ...subject, watch: counted }, options)
  const { verdict, walks: count, steps } = walks
  return { verdict, exploration: undefined, walks: { walks: count, steps }, story, ending: undefined }
}

/** The same model, which tells now and then how many walks began in it, and how many steps were drawn. */
function counted(model: Model): Model {
  let walks = 0
  let steps = 0
  return {
    ...model,
    begin(successors) {
      walks += 1
      if ((walks & 15) === 0) tellNowAndThen({ walks, steps })
      model.begin(successors)
    },
    expand(words, at, length, successors) {
      steps += 1
      model.expand(words, at, length, successors)
    },
  }
}
