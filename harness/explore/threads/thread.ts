import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { ordinalOf, parentOf } from '../parents.ts'
import { openBoard } from './board.ts'
import { openChannel, type Channel } from './channel.ts'
import { loadModel } from './model-spec.ts'
import type { ThreadReport, ThreadStart } from './orders.ts'
import { openShare, searchShare } from './share.ts'

/** One thread of a search: it searches its share, then answers for the states in it until it is ended. */
const port = parentPort as MessagePort
const { model: spec, limits, thread, threads, board, channels, notes } = workerData as ThreadStart
const model = await loadModel(spec)
model.sharing?.open(thread, notes)
const end = (from: number, to: number): Channel | undefined => {
  const memory = channels[from * threads + to]
  return memory === undefined ? undefined : openChannel(memory)
}
const others = Array.from({ length: threads }, (_, other) => other)
const share = openShare(
  model,
  limits,
  thread,
  threads,
  openBoard(board),
  others.map((other) => end(thread, other)),
  others.map((other) => end(other, thread)),
)
const report = (told: ThreadReport): void => port.postMessage(told)
report({ share: searchShare(share, limits.depth ?? Infinity) })
port.on('message', (state: number) => {
  const { parents } = share.search
  report({ met: [parentOf(parents, state), ordinalOf(parents, state)] })
})
