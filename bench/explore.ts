import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { breadthFirst, resumeBreadthFirst } from '../harness/explore/breadth-first.ts'
import { readCheckpoint } from '../harness/explore/checkpoint/read-checkpoint.ts'
import { writeCheckpoint } from '../harness/explore/checkpoint/write-checkpoint.ts'
import { depthFirst } from '../harness/explore/depth-first.ts'
import type { Exploration } from '../harness/explore/exploration.ts'
import type { Model } from '../harness/explore/model.ts'
import type { RaftOptions } from '../harness/explore/models/raft/bounds.ts'
import { boundedRaft } from '../harness/explore/models/raft/raft.ts'
import { twoPhaseCommit } from '../harness/explore/models/two-phase-commit.ts'
import { randomWalks } from '../harness/explore/random-walks.ts'
import { guessSize } from '../harness/explore/size.ts'
import { breadthFirstThreads } from '../harness/explore/threads/breadth-first-threads.ts'
import { explorationText, progressText } from '../reports/terminal/exploration.ts'
import { rate, whole } from '../reports/terminal/numbers.ts'
import { heading, load, seconds } from './measure.ts'

/**
 * The explorer on models whose counts TLC has confirmed, or a checker by hand: that they are equal, and how fast it finds
 * them, in processor time. `npm run bench -- explore large` adds those of ten million states.
 */
interface Row {
  readonly name: string
  readonly model: Model
  /** Distinct states, generated ones, and depth, as others have counted them. */
  readonly wanted: readonly [states: number, generated: number, depth: number]
}

const raft = (terms: number, entries: number, messages: number, more: Partial<RaftOptions> = {}): Model =>
  boundedRaft({ servers: 3, values: 1, terms, entries, messages, copies: 1, faults: true, ...more })
const symmetry = { symmetry: true }
const deadVariables = { deadVariables: true }
const both = { symmetry: true, deadVariables: true }
const noFaults = { faults: false }

const rows: readonly Row[] = [
  { name: '2pc 7', model: twoPhaseCommit({ managers: 7 }), wanted: [296448, 2744706, 23] },
  { name: 'raft (2,0,1,1)', model: raft(2, 0, 1), wanted: [617361, 7680091, 39] },
  { name: 'raft (2,1,1,1)', model: raft(2, 1, 1), wanted: [1931973, 22844275, 53] },
  { name: '  symmetry', model: raft(2, 1, 1, symmetry), wanted: [322580, 3813460, 53] },
  { name: '  dead variables', model: raft(2, 1, 1, deadVariables), wanted: [383403, 5032159, 36] },
  { name: '  both', model: raft(2, 1, 1, both), wanted: [64210, 842342, 36] },
  { name: 'raft (2,1,2,1) both', model: raft(2, 1, 2, both), wanted: [912168, 14417340, 40] },
]

const large: readonly Row[] = [
  { name: 'raft (2,1,2,1) symmetry', model: raft(2, 1, 2, symmetry), wanted: [9732295, 137332064, 57] },
  { name: 'raft (3,1,1,1) both', model: raft(3, 1, 1, both), wanted: [1356539, 18247479, 58] },
  { name: 'core (2,1,2,1)', model: raft(2, 1, 2, noFaults), wanted: [10838621, 92912659, 54] },
  {
    name: 'core (2,1,3,1) both',
    model: raft(2, 1, 3, { ...both, ...noFaults }),
    wanted: [1964725, 20538044, 41],
  },
]

const options = process.argv.slice(2)
heading('explore', 'the generic explorer on models whose counts are known')
for (const row of options.includes('large') ? [...rows, ...large] : rows) measure(row)
others()
resumed()
await threads()
load()

function measure({ name, model, wanted }: Row): void {
  const begun = seconds()
  const exploration = breadthFirst(model, {}, (progress) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${progressText(progress, seconds() - begun)}`)
  })
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  const took = seconds() - begun
  const { states, generated, depth, memory } = exploration
  const counts = [states, generated, depth]
  const right = wanted.every((count, i) => count === counts[i])
  if (!right || exploration.verdict !== 'ok') process.exitCode = 1
  console.log(
    `  ${name.padEnd(24)} ${whole(states)} states, ${whole(generated)} generated, depth ${depth}: ${right ? 'as known' : `NOT ${wanted.map(whole).join(', ')}`}`,
  )
  console.log(
    `  ${''.padEnd(24)} ${took.toFixed(2)} s, ${rate(states / took)} states/s, ${rate(generated / took)} generated/s, ${perState(exploration)}, collision ${exploration.collisionProbability.toExponential(1)}`,
  )
  console.log(
    `  ${''.padEnd(24)} waiting at most ${(memory.frontier / 1e6).toFixed(1)} MB, resident ${whole(process.memoryUsage.rss() / 1e6)} MB`,
  )
}

function perState({ states, memory }: Exploration): string {
  return `${((memory.table + memory.parents) / states).toFixed(1)} bytes a state`
}

/** The other ways to go: depth first, at random, and a search that memory ends. */
function others(): void {
  const model = raft(2, 0, 1)
  const begun = seconds()
  const { states, generated } = depthFirst(model)
  const deep = seconds()
  const { steps } = randomWalks(model, { seed: 1, walks: 20_000, length: 100 })
  const walked = seconds()
  console.log(
    `  depth first (2,0,1,1)    ${whole(states)} states, ${whole(generated)} generated in ${(deep - begun).toFixed(2)} s`,
  )
  console.log(`  random walks (2,0,1,1)   ${rate(steps / (walked - deep))} steps/s`)
  console.log(`  20 MB for (2,1,2,1)      ${explorationText(breadthFirst(raft(2, 1, 2), { bytes: 20e6 }))}`)
}

/** A search that is left half-way, and resumed from its checkpoint: what that costs, and that it comes to the same. */
function resumed(): void {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-bench-'))
  const file = join(folder, 'checkpoint')
  let wrote = 0
  const left = breadthFirst(raft(2, 1, 1, symmetry), {}, undefined, (standing) => {
    if (standing.search.table.count < 200_000) return 'go on'
    const begun = seconds()
    writeCheckpoint(file, standing, {})
    wrote = seconds() - begun
    return 'stop'
  })
  const begun = seconds()
  const standing = readCheckpoint(file, { model: raft(2, 1, 1, symmetry), header: {} })
  const read = seconds() - begun
  const { size } = statSync(file)
  rmSync(folder, { recursive: true })
  const same = isDeepStrictEqual(resumeBreadthFirst(standing), breadthFirst(raft(2, 1, 1, symmetry)))
  if (!same) process.exitCode = 1
  const { about } = guessSize(left)
  console.log(
    `  checkpoint (2,1,1,1)     of ${whole(left.states)} states: ${(size / 1e6).toFixed(1)} MB, written in ${wrote.toFixed(2)} s, read in ${read.toFixed(2)} s; resumed, it comes to ${same ? 'the same' : 'SOMETHING ELSE'}; its size was guessed ${about === undefined ? 'not at all' : `as ${rate(about)}`}`,
  )
}

/** Threads against none, by the clock on the wall: it means something only while two cores are free. */
async function threads(): Promise<void> {
  const spec = {
    module: new URL('../harness/explore/models/raft/raft.js', import.meta.url).href,
    name: 'boundedRaft',
    options: { servers: 3, values: 1, terms: 2, entries: 1, messages: 1, copies: 1, faults: true },
  }
  let alone = 0
  for (const count of [1, 2]) {
    const [begun, used] = [process.hrtime.bigint(), seconds()]
    const { states, depth } = await breadthFirstThreads(spec, count)
    const wall = Number(process.hrtime.bigint() - begun) / 1e9
    const processor = seconds() - used
    if (count === 1) alone = wall
    console.log(
      `  ${count} ${count === 1 ? 'thread ' : 'threads'} (2,1,1,1)      ${whole(states)} states, depth ${depth}: ${wall.toFixed(2)} s on the wall (${(alone / wall).toFixed(2)} times one), ${processor.toFixed(2)} s of processor`,
    )
  }
}
