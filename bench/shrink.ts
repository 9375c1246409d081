import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Outcome } from '../harness/campaign/trial.ts'
import { loadTarget } from '../harness/targets/load-target.ts'
import { monitors } from '../properties/monitors.ts'
import { replaySeed, type RunTarget } from '../run.ts'
import { playScenario } from '../scenarios/play.ts'
import { scheduleOf } from '../scenarios/text/schedule-text.ts'
import { witnessFromStart } from '../scenarios/zoo/witness-of.ts'
import { listBugs, type Bug } from '../scenarios/zoo/zoo.ts'
import { shrinkRun } from '../shrink.ts'
import { heading, load, seconds } from './measure.ts'

/**
 * How short `whitewater shrink` makes failing runs: for each bug of the zoo, from the first seeds that show the property
 * which its hand-written witness shows, in actions, beside that witness. `npm run bench -- shrink V-E1 V-L3`, and
 * SEEDS=3 for fewer of each. Two bugs at a time, each in a process of its own; times are of the processor.
 */
const SEEDS = Number(process.env['SEEDS'] ?? 10)
/** So many seeds are looked through, at the most, and for so many seconds. */
const LOOKED_THROUGH = 60_000
const LOOKING = 240
const AT_ONCE = 2

/** One run, shrunk. */
interface Row {
  readonly seed: number
  readonly identity: string
  readonly before: number
  readonly after: number
  readonly witness: number
  readonly seconds: number
  readonly minimal: boolean
}

const [first, ...names] = process.argv.slice(2)
if (first === '--one') await measureOne(names[0] as string)
else await measureAll(first === undefined ? [] : [first, ...names])

async function measureAll(wanted: readonly string[]): Promise<void> {
  heading('shrink', `lengths of shrunk runs beside hand-written witnesses, ${SEEDS} failing seeds a bug`)
  const bugs = listBugs().filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  const rows: Row[] = []
  const lane = async (): Promise<void> => {
    for (let bug = bugs.shift(); bug !== undefined; bug = bugs.shift()) {
      const args = [fileURLToPath(import.meta.url), '--one', bug.name]
      const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 })
      const its = JSON.parse(stdout) as Row[]
      for (const row of its) console.log(`  ${rowText(bug, row)}`)
      if (its.length < SEEDS) console.log(`  ${bug.name}: only ${its.length} failing seeds were found`)
      rows.push(...its)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  summarise(rows)
  load()
}

function rowText({ name }: Bug, row: Row): string {
  const { seed, before, after, witness, minimal, identity } = row
  const ratio = (after / witness).toFixed(1)
  const how = minimal ? '' : ', called off'
  return `${name.padEnd(6)} seed ${seed}: ${before} → ${after}, witness ${witness}, ${ratio} times, ${row.seconds.toFixed(1)} s${how}; ${identity}`
}

function summarise(rows: readonly Row[]): void {
  const ratios = rows.map(({ after, witness }) => after / witness)
  const times = rows.map((row) => row.seconds)
  const share = (most: number): string =>
    ((100 * ratios.filter((ratio) => ratio <= most).length) / ratios.length).toFixed(1)
  console.log(`  ${rows.length} runs: median ${median(ratios).toFixed(2)} times the witness (asked 1.5)`)
  console.log(`  within 2.5 times ${share(2.5)} % (asked 90), within 4 times ${share(4)} %`)
  const longest = Math.max(...times).toFixed(1)
  console.log(`  median time ${median(times).toFixed(1)} s of one core (asked 10), longest ${longest} s`)
  console.log(`  verified as 1-minimal: ${rows.filter(({ minimal }) => minimal).length}`)
  if (!(median(ratios) <= 1.5)) process.exitCode = 1
}

async function measureOne(name: string): Promise<void> {
  const bug = listBugs().find((one) => one.name === name) as Bug
  const spec = { kind: 'core', patch: bug.patch } as const
  const runTarget = { spec, target: await loadTarget(spec) }
  const { property, actions: witness } = shownBy(bug, runTarget)
  const rows: Row[] = []
  const begun = seconds()
  let shrinking = 0
  for (let seed = 1; seed <= LOOKED_THROUGH && rows.length < SEEDS; seed++) {
    if (seconds() - begun - shrinking > LOOKING) break
    const outcome = outcomeOf(seed, runTarget)
    const violation = outcome?.violations[0]
    if (outcome === undefined || violation?.property !== property) continue
    const { identity } = violation
    const before = outcome.actions
    const started = seconds()
    const shrunk = shrinkRun({ seed, plan: {} }, runTarget, { identity })
    const took = seconds() - started
    shrinking += took
    if (shrunk === undefined) throw new Error(`${name}: seed ${seed} does not show ${identity} again`)
    const after = shrunk.schedule.actions.length
    rows.push({ seed, identity, before, after, witness, seconds: took, minimal: shrunk.minimal })
  }
  process.stdout.write(JSON.stringify(rows))
}

/** What the witness of a bug shows that begins from the start, as a shrunk run must, and how many actions that takes. */
function shownBy(bug: Bug, { target }: RunTarget): { property: string; actions: number } {
  const scenario = witnessFromStart(bug)
  const { outcome } = playScenario(scenario, target, monitors)
  // What a calm plays is not in the file.
  const actions = Math.min(outcome.actions, scheduleOf(scenario).actions.length)
  return { property: outcome.violations[0]?.property ?? 'nothing', actions }
}

function median(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[all.length >> 1] ?? NaN
}

/** What came of a seed; `undefined` where the patched core failed: that is nothing to shrink. */
function outcomeOf(seed: number, target: RunTarget): Outcome | undefined {
  try {
    return replaySeed(seed, {}, target).outcome
  } catch {
    return undefined
  }
}
