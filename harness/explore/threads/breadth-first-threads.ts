import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { packageRoot } from '../../targets/package-root.ts'
import type { Exploration, Limits, Overseer, Progress } from '../exploration.ts'
import { collisionProbability } from '../fingerprint-table.ts'
import { NO_PARENT } from '../parents.ts'
import type { Model } from '../model.ts'
import { walkPath } from '../path.ts'
import { comesBefore, type Found } from '../search.ts'
import { blankSuccessors } from '../successors.ts'
import { boardMemory, openBoard, shownBy, stop, type Board } from './board.ts'
import { channelMemory } from './channel.ts'
import { loadModel, type ModelSpec } from './model-spec.ts'
import type { ThreadReport, ThreadStart } from './orders.ts'
import type { ShareResult } from './share.ts'

/** The room that a thread has for what its rows mean; memory is taken only for what is written there. */
const NOTES_BYTES = 1 << 28

/** The objects that a model keeps are no part of what the limits count: each thread may have so many megabytes of them at the least. */
const LEAST_HEAP = 4096
/** How often an overseer is asked, in milliseconds. */
const ASKED_EVERY = 250

/**
 * Looks at every state of a model, nearest first, in several threads. Each state falls to the thread that its fingerprint
 * says: that one alone keeps it, judges it and expands it; the others hand it over. All threads finish a level before any
 * begins the next, so verdict, counts and the length of the path do not depend on how many threads there are. Where a
 * limit on states or memory cuts the search, or an overseer does, how far the threads had come does. A path is told in
 * rows of `model`, the same in this thread.
 */
export async function breadthFirstThreads(
  spec: ModelSpec,
  threads: number,
  limits: Limits = {},
  overseer?: Overseer,
  model?: Model,
): Promise<Exploration> {
  const memory = boardMemory(threads)
  const board = openBoard(memory)
  const channels = Array.from({ length: threads * threads }, (_, place) =>
    Math.floor(place / threads) === place % threads ? undefined : channelMemory(),
  )
  const notes = Array.from({ length: threads }, () => new SharedArrayBuffer(NOTES_BYTES))
  const resourceLimits = { maxOldGenerationSizeMb: Math.max(LEAST_HEAP, (limits.bytes ?? 0) / 1e6) }
  const workers = Array.from({ length: threads }, (_, thread) => {
    const workerData: ThreadStart = { model: spec, limits, thread, threads, board: memory, channels, notes }
    return new Worker(threadFile(), { workerData, resourceLimits })
  })
  const ask = (): void => {
    if (overseer?.(progressOf(board, threads)) === 'stop') stop(board)
  }
  const timer = setInterval(ask, ASKED_EVERY)
  try {
    const reports = await Promise.all(workers.map(nextReport))
    return await explorationOf(
      model ?? (await loadModel(spec)),
      workers,
      reports.map(({ share }) => share as ShareResult),
    )
  } finally {
    clearInterval(timer)
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

/** The built file that a thread runs. */
function threadFile(): string {
  return join(packageRoot(), 'dist', 'harness', 'explore', 'threads', 'thread.js')
}

/** What a thread says next; it must say something. */
function nextReport(worker: Worker): Promise<ThreadReport> {
  return new Promise((resolve, reject) => {
    const said = (report: ThreadReport): void => settle(() => resolve(report))
    const failed = (error: unknown): void => settle(() => reject(error as Error))
    const ended = (code: number): void => failed(new Error(`a thread of the search ended (${code})`))
    // Only these: whoever ends the thread listens to its exit as well.
    const settle = (act: () => void): void => {
      worker.off('message', said).off('error', failed).off('exit', ended)
      act()
    }
    worker.on('message', said).on('error', failed).on('exit', ended)
  })
}

async function explorationOf(
  model: Model,
  workers: readonly Worker[],
  shares: readonly ShareResult[],
): Promise<Exploration> {
  const sum = (of: (share: ShareResult) => number): number =>
    shares.reduce((all, share) => all + of(share), 0)
  const [{ levels, judgedDepth, cut }] = shares as [ShareResult]
  const found = shares.reduce<Found | undefined>((best, share) => better(best, share.found), undefined)
  const states = sum((share) => share.states)
  return {
    verdict: found !== undefined ? 'violation' : cut !== undefined ? 'undecided' : 'ok',
    cut: found === undefined ? cut : undefined,
    states,
    generated: sum((share) => share.generated),
    depth: levels.length,
    judgedDepth,
    levels,
    frontier: sum((share) => share.frontier),
    memory: {
      table: sum((share) => share.memory.table),
      parents: sum((share) => share.memory.parents),
      frontier: sum((share) => share.memory.frontier),
    },
    collisionProbability: collisionProbability(states),
    violation: found === undefined ? undefined : await brokenBy(model, workers, found),
    told: shares.flatMap(({ told }) => (told === undefined ? [] : [told])),
  }
}

function better(one: Found | undefined, other: Found | undefined): Found | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return comesBefore(other, one) ? other : one
}

/** Asks thread after thread how each state on the way was met, back to where the run began. */
async function brokenBy(
  model: Model,
  workers: readonly Worker[],
  found: Found,
): Promise<Exploration['violation']> {
  const ordinals = [found.ordinal]
  let state = found.parent
  while (state !== NO_PARENT) {
    const worker = workers[state % workers.length] as Worker
    worker.postMessage(Math.floor(state / workers.length))
    const { met } = await nextReport(worker)
    const [parent, ordinal] = met as readonly [number, number]
    ordinals.unshift(ordinal)
    state = parent
  }
  return {
    property: model.properties[found.property - 1] as string,
    path: walkPath(model, ordinals, blankSuccessors()),
  }
}

function progressOf(board: Board, threads: number): Progress {
  const [states, generated, waiting, found, bytes, depth] = shownBy(board, threads) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return { states, generated, depth, waiting, found, bytes, levels: [] }
}
