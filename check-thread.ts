import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { checkpointHeader, checkpointKeeper } from './check-checkpoint.ts'
import type { Ending, Searched, SearchProgress, ThreadAsked, ThreadSaid } from './check-search.ts'
import { check, checkInThreads, walk, type CheckOptions, type CheckSubject } from './check.ts'
import { readCheckpoint } from './harness/explore/checkpoint/read-checkpoint.ts'
import type { Exploration, Limits, Progress } from './harness/explore/exploration.ts'
import type { WalkOptions } from './harness/explore/random-walks.ts'
import type { Standing } from './harness/explore/search.ts'
import { guessSize, type Size } from './harness/explore/size.ts'
import type { WorldModel } from './harness/explore/world/world-model.ts'
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
let ended: Ending | 'states' | undefined
const subject: CheckSubject = {
  subject: { spec: asked.target, target },
  bounds: asked.bounds,
  reductions: asked.reductions,
  from: asked.from,
  looksOut: asked.looksOut,
}
const keeper = asked.checkpoint && checkpointKeeper(asked.checkpoint, asked)
/** Whether the search has begun: what goes wrong before is the fault of the checkpoint to go on from. */
let isOn = false
try {
  const found = asked.walks === undefined ? await search() : wander(asked.walks)
  const seconds = (performance.now() - begun) / 1000
  const ending: Ending | undefined = ended === 'states' ? undefined : ended
  say({ searched: { ...found, ending, seconds, resident: process.resourceUsage().maxRSS * 1024 } })
} catch (error) {
  if (asked.resume === undefined || isOn) throw error
  say({ refused: (error as Error).message })
}

type Found = Omit<Searched, 'estimate' | 'ending' | 'seconds' | 'resident'>

async function search(): Promise<Found> {
  const { order, limits, workers, resume } = asked
  const options: CheckOptions = { ...subject, order, limits: limitsOfSearch(), oversee }
  // Only a search breadth first in one thread shows its levels while it is young.
  if (workers > 1 || order === 'depth') check({ ...subject, limits, oversee: probe })
  const checked =
    workers > 1
      ? await checkInThreads(options, workers)
      : check(resume === undefined ? options : { ...options, resume: (model) => standingIn(resume, model) })
  const { story, failure, reductions, verified } = checked
  const exploration = endedBy(checked.exploration)
  const sightings = asked.looksOut ? checked.sightings : undefined
  return {
    verdict: failure === undefined ? exploration.verdict : 'failed',
    exploration,
    walks: undefined,
    story,
    failure,
    reductions,
    verified,
    sightings,
  }
}

/** A search that is to be gone on with must end between two batches: so here it is told when there are states enough. */
function limitsOfSearch(): Limits {
  const { states: _, ...others } = asked.limits
  return keeper === undefined ? asked.limits : others
}

function standingIn(file: string, model: WorldModel): Standing {
  return readCheckpoint(file, { model, header: checkpointHeader(asked), limits: limitsOfSearch() })
}

/** Ends a search once it was guessed how large it would become. */
function probe(progress: Progress): 'go on' | 'stop' {
  return oversee(progress) === 'go on' && estimate === undefined ? 'go on' : 'stop'
}

/** Says how far the search is, and ends it where whoever waits for it wants that, or a limit does. */
function oversee(progress: Progress, standing?: Standing): 'go on' | 'stop' {
  isOn = true
  guessNowAndThen(progress)
  tellNowAndThen({ ...progress, bytes: used })
  const { states = Infinity, bytes = Infinity } = asked.limits
  if (Atomics.load(stop, 0) !== 0) ended = 'interrupted'
  else if (used > bytes) ended = 'memory'
  else if (keeper !== undefined && progress.states > states) ended = 'states'
  if (standing !== undefined) keep(standing)
  return ended === undefined ? 'go on' : 'stop'
}

/** What cannot be written down is no reason to lose what was found so far. */
function keep(standing: Standing): void {
  try {
    if (keeper?.keep(standing, ended !== undefined) === true)
      say({ remark: `the search is taken down: --resume ${asked.checkpoint?.file} goes on with it` })
  } catch (error) {
    say({ remark: (error as Error).message })
  }
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

/** A limit is a limit, whoever saw that it was met. */
function endedBy(exploration: Exploration): Exploration {
  if (exploration.cut !== 'stopped' || ended === undefined || ended === 'interrupted') return exploration
  return { ...exploration, cut: ended }
}

function wander(options: WalkOptions): Found {
  const { walks, story, failure, sightings } = walk(subject, options, ({ walks: count, steps }) =>
    tellNowAndThen({ walks: count, steps }),
  )
  const { verdict, walks: count, steps } = walks
  const { reductions } = asked
  return {
    verdict: failure === undefined ? verdict : 'failed',
    exploration: undefined,
    walks: { walks: count, steps },
    story,
    failure,
    reductions,
    verified: false,
    sightings: asked.looksOut ? sightings : undefined,
  }
}
