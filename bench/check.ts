import { check } from '../check.ts'
import { boundsOf } from '../commands/check/bounds-of.ts'
import { PRESETS, shapeOf } from '../commands/check/presets.ts'
import { PLAIN, type Shape } from '../commands/check/shape.ts'
import type { Reductions } from '../harness/explore/world/bounds.ts'
import { embeddedCore } from '../harness/targets/core.ts'
import { loadTarget } from '../harness/targets/load-target.ts'
import { rate, whole } from '../reports/terminal/numbers.ts'
import {
  BEYOND_SEARCHES,
  boundsOfSearch,
  reductionsOfSearch,
  ZOO_SEARCHES,
  type ZooSearch,
} from '../scenarios/zoo/searches.ts'
import { witnessOf } from '../scenarios/zoo/witness-of.ts'
import { findBug, type Bug } from '../scenarios/zoo/zoo.ts'
import { heading, load, seconds } from './measure.ts'
import { PUBLISHED } from './published-searches.ts'

/**
 * The real core before every monitor of safety and practice: which bugs of the zoo a search finds, how soon, beside their
 * witnesses and what SandTable published; and how fast it looks at all there is where there is none. In processor time.
 * `npm run bench -- check V-L1 V-E1` for some bugs and nothing else; `large` adds searches of many minutes.
 */
const ALL: Reductions = { symmetry: true, deadVariables: true, deadMessages: true, partialOrder: false }
const WITH_ORDER: Reductions = { ...ALL, partialOrder: true }

const FIGURES: readonly (readonly [string, Partial<Shape>, Reductions])[] = [
  ['3 servers, a write and a crash', { writes: 1, crashes: 1, duplicates: 0 }, ALL],
  ['  partial order', { writes: 1, crashes: 1, duplicates: 0 }, WITH_ORDER],
]
const LARGE: readonly (readonly [string, Partial<Shape>, Reductions])[] = [
  ['3 servers, two writes and a crash', { writes: 2, crashes: 1, duplicates: 0 }, WITH_ORDER],
  ['5 servers, 2 terms', { servers: 5 }, WITH_ORDER],
]

const wanted = process.argv.slice(2)
const names = wanted.filter((name) => name !== 'large')
heading('check', 'the core before every monitor of safety and practice: bugs of the zoo, then all there is')
for (const row of ZOO_SEARCHES) if (names.length === 0 || names.includes(row.bug)) await find(row)
if (names.length === 0) {
  for (const [name, reason] of Object.entries(BEYOND_SEARCHES))
    console.log(`  ${name.padEnd(7)} out of reach: ${reason}`)
  console.log('  Published by SandTable (EuroSys 2024): TLC on specifications, 20 threads, bounds of its own')
  for (const { bug, row, time, depth, states } of PUBLISHED)
    console.log(`  ${bug.padEnd(7)} ${row.padEnd(11)} ${whole(states)} states, ${depth} events, ${time}`)
  for (const preset of PRESETS) exhaust(`preset ${preset.name}`, shapeOf(preset), ALL)
  for (const [name, shape, reductions] of FIGURES) exhaust(name, { ...PLAIN, ...shape }, reductions)
  if (wanted.includes('large'))
    for (const [name, shape, reductions] of LARGE) exhaust(name, { ...PLAIN, ...shape }, reductions)
}
load()

/** Searches for a bug: it must be found, by a story as long as is known. */
async function find(row: ZooSearch): Promise<void> {
  const bug = findBug(row.bug).bug as Bug
  const spec = { kind: 'core', patch: bug.patch } as const
  const target = await loadTarget(spec)
  const witness = witnessOf(bug)
  const begun = seconds()
  const { exploration, story } = check({
    subject: { spec, target },
    bounds: boundsOfSearch(row, witness.cluster),
    reductions: reductionsOfSearch(row),
  })
  const took = seconds() - begun
  const actions = story?.schedule.actions.length
  const property = story?.violation.property
  if (actions !== row.actions || property !== row.property) process.exitCode = 1
  const lines = witness.lines.filter(({ kind }) => kind === 'action').length
  const found =
    actions === undefined
      ? `NOT FOUND: ${exploration.verdict}`
      : `${actions} actions (witness ${lines}), ${property}`
  console.log(
    `  ${row.bug.padEnd(7)} ${whole(exploration.states).padStart(9)} states, depth ${exploration.depth}, ${took.toFixed(1)} s: ${found}`,
  )
}

/** Looks at all there is within bounds. */
function exhaust(name: string, shape: Shape, reductions: Reductions): void {
  const begun = seconds()
  const { exploration } = check({
    subject: { spec: { kind: 'core' }, target: embeddedCore },
    bounds: boundsOf(shape),
    reductions,
  })
  const took = seconds() - begun
  const { verdict, states, generated, depth, memory } = exploration
  if (verdict !== 'ok') process.exitCode = 1
  const bytes = (memory.table + memory.parents) / states
  console.log(
    `  ${name.padEnd(34)} ${verdict}: ${whole(states)} states, ${whole(generated)} generated, depth ${depth}, ${took.toFixed(1)} s`,
  )
  console.log(
    `  ${''.padEnd(34)} ${rate(states / took)} states/s, ${rate(generated / took)} generated/s, ${bytes.toFixed(1)} bytes a state, waiting at most ${(memory.frontier / 1e6).toFixed(1)} MB, resident ${whole(process.memoryUsage.rss() / 1e6)} MB`,
  )
}
