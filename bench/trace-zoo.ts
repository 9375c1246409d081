import { ImpossibleAction } from '../harness/schedule/replay.ts'
import { loadTarget } from '../harness/targets/load-target.ts'
import type { Target, TargetSpec } from '../harness/targets/target.ts'
import { bytesOf, type TraceLine } from '../harness/traces/writing/degrade.ts'
import { openTracer } from '../harness/traces/writing/tracer.ts'
import { traceSchedule } from '../harness/traces/writing/trace-schedule.ts'
import { judgeTrace, type TraceVerdict } from '../properties/conformance/judge-trace.ts'
import { monitors } from '../properties/monitors.ts'
import { replaySeed } from '../run.ts'
import { playScenario } from '../scenarios/play.ts'
import { witnessOf } from '../scenarios/zoo/witness-of.ts'
import { listBugs } from '../scenarios/zoo/zoo.ts'
import { heading, load } from './measure.ts'

/**
 * Whether a trace shows each bug of the zoo: its witness, played on the patched core and written down as a trace, and, where
 * that is accepted, the first failing seeds. `npm run bench -- trace-zoo V-E1`.
 */
const SEEDS = 400
const FAILING = 5
const wanted = process.argv.slice(2)
heading('trace-zoo', 'the traces of patched cores')
let shown = 0
const accepted: string[] = []
for (const bug of listBugs().filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const spec = { kind: 'core', patch: bug.patch } as const
  const target = await loadTarget(spec)
  const found = byWitness(bug, target) ?? bySeeds(target, spec)
  if (found === undefined) accepted.push(bug.name)
  else shown++
  console.log(`  ${bug.name.padEnd(7)} ${found ?? `accepted: ${bug.what}`}`)
}
console.log(`  rejected ${shown}, accepted ${accepted.length}: ${accepted.join(', ')}`)
load()

type Bug = ReturnType<typeof listBugs>[number]

function byWitness(bug: Bug, target: Target): string | undefined {
  const lines: TraceLine[] = []
  const tracer = openTracer((line) => lines.push(line))
  try {
    playScenario(witnessOf(bug), target, monitors, { onlooker: tracer, lenient: true })
  } catch {
    // A patched core may fail; what it did until then is a trace all the same.
  }
  return rejectedText('by its witness', lines)
}

function bySeeds(target: Target, spec: TargetSpec): string | undefined {
  let failing = 0
  for (let seed = 1; seed <= SEEDS && failing < FAILING; seed++) {
    const lines: TraceLine[] = []
    try {
      const { outcome, schedule } = replaySeed(seed, {}, { target, spec })
      if (outcome.violations.length === 0) continue
      failing++
      traceSchedule(target, schedule, (line) => lines.push(line))
    } catch (error) {
      if (error instanceof ImpossibleAction) throw error
    }
    const text = rejectedText(`by seed ${seed}`, lines)
    if (text !== undefined) return text
  }
  return undefined
}

function rejectedText(how: string, lines: readonly TraceLine[]): string | undefined {
  if (lines.length < 2) return undefined
  const verdict: TraceVerdict = judgeTrace([{ name: 'trace', bytes: bytesOf(lines) }])
  const { rejection } = verdict
  if (rejection === null) return undefined
  return `${how}, line ${rejection.at.line} of ${lines.length}: ${rejection.fault.rule}: ${rejection.fault.reason}`
}
