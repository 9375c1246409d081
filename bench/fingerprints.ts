import { execFileSync } from 'node:child_process'
import { addBatch, blankBatch, runBatch } from '../harness/campaign/batch.ts'
import { fingerprintText } from '../harness/schedule/fingerprint.ts'
import { embeddedCore } from '../harness/targets/core.ts'
import { monitors } from '../properties/monitors.ts'
import { heading, load } from './measure.ts'

/** Whether equal seeds give equal fingerprints: in two processes, in reversed order, with one and two workers. */
const SEEDS = 1_000

heading('fingerprints', `the campaign fingerprint of ${SEEDS} seeds, four ways`)
const prints = {
  'one worker': byCli(1),
  'another process': byCli(1),
  'two workers': byCli(2),
  'reversed order': reversed(),
}
for (const [way, print] of Object.entries(prints)) console.log(`  ${way.padEnd(20)} ${print}`)
const equal = new Set(Object.values(prints)).size === 1
console.log(equal ? '  all equal' : '  NOT EQUAL')
if (!equal) process.exitCode = 1
load()

function byCli(workers: number): string {
  const cli = new URL('../cli.js', import.meta.url).pathname
  const args = [cli, 'fuzz', '--seeds', String(SEEDS), '--workers', String(workers), '--json']
  const told = execFileSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' })
  return (JSON.parse(told) as { fingerprint: string }).fingerprint
}

function reversed(): string {
  const sum = blankBatch()
  for (let seed = SEEDS; seed >= 1; seed--) {
    addBatch(sum, runBatch(embeddedCore, monitors, { first: seed, count: 1, plan: {}, keepGoing: true }))
  }
  return fingerprintText(sum.fingerprint)
}
