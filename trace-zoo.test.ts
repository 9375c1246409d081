import { expect, test } from 'vitest'
import { loadTarget } from './harness/targets/load-target.ts'
import { openTracer } from './harness/traces/writing/tracer.ts'
import type { TraceLine } from './harness/traces/writing/degrade.ts'
import { monitors } from './properties/monitors.ts'
import { ruleAgainst } from './properties/conformance/testing/traced-run.ts'
import { playScenario } from './scenarios/play.ts'
import { witnessOf } from './scenarios/zoo/witness-of.ts'
import { listBugs } from './scenarios/zoo/zoo.ts'

/** Bugs by the rules that the traces of their witnesses break; `npm run bench -- trace-zoo` has all of them. */
const SHOWN: readonly (readonly [bug: string, rule: string])[] = [
  ['V-D3', 'quorum of copies'],
  ['V-D4', 'restart'],
  ['V-E1', 'quorum of votes'],
  ['V-E5', 'vote for a complete log'],
  ['V-E9', 'one vote a term'],
  ['V-L1', 'commit of the own term'],
  ['V-L2', 'commitIndex'],
  ['V-L3', 'remove on conflict only'],
  ['V-L9', 'log matching'],
  ['V-M2', 'leader completeness'],
  ['V-M6', 'election safety'],
  ['V-R1', 'reads'],
  ['V-S3', 'terms only grow'],
  ['V-S4', 'snapshot'],
]

test.each(SHOWN)('the trace of a core with %s is rejected: %s', async (name, rule) => {
  const bug = listBugs().find((one) => one.name === name) as ReturnType<typeof listBugs>[number]
  const traceOf = async (patched: boolean): Promise<TraceLine[]> => {
    const lines: TraceLine[] = []
    const target = await loadTarget(patched ? { kind: 'core', patch: bug.patch } : { kind: 'core' })
    playScenario(witnessOf(bug), target, monitors, {
      onlooker: openTracer((line) => lines.push(line)),
      lenient: true,
    })
    return lines
  }
  expect(ruleAgainst(await traceOf(true)).split(',')[0]).toBe(rule)
  // A scenario may wipe a disk, which no correct Raft gets over.
  if (name !== 'V-D4') expect(ruleAgainst(await traceOf(false))).toBe('accept')
})
