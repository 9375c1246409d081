import { runBatch } from '../harness/campaign/batch.ts'
import { embeddedCore } from '../harness/targets/core.ts'
import { monitors } from '../properties/monitors.ts'
import { situations } from '../properties/situations.ts'
import { heading, load } from './measure.ts'

/** Whether memory stays flat: resident size after 200 seeds and after 2,000. */
const EARLY = 200
const LATE = 2_000

heading('memory', 'resident size after 200 and 2,000 seeds of 5 servers')
const early = residentAfter(1, EARLY)
const late = residentAfter(EARLY + 1, LATE - EARLY)
console.log(`  after ${EARLY} seeds      ${early.toFixed(1)} MB`)
console.log(`  after ${LATE} seeds     ${late.toFixed(1)} MB, ${(late / early).toFixed(2)} times as much`)
load()

function residentAfter(first: number, count: number): number {
  runBatch(embeddedCore, monitors, { first, count, plan: { servers: 5 }, keepGoing: true }, situations)
  return process.memoryUsage.rss() / 1e6
}
