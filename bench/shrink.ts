import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadTarget } from '../harness/targets/load-target.ts'
import { packageRoot } from '../harness/targets/package-root.ts'
import { monitors } from '../properties/monitors.ts'
import { replaySeed, type RunTarget } from '../run.ts'
import { playScenario } from '../scenarios/play.ts'
import { readScenario } from '../scenarios/text/read-scenario.ts'
import { listBugs, type Bug } from '../scenarios/zoo/zoo.ts'
import { shrinkRun } from '../shrink.ts'
import { heading, load, seconds } from './measure.ts'

/**
 * How short `whitewater shrink` makes failing runs: for each bug of the zoo, from the first seeds that show the property
 * which its hand-written witness shows, in actions, beside that witness. `npm run bench -- shrink V-E1 V-L3`, and
 * SEEDS=3 for fewer of each.
 */
const SEEDS = Number(process.env['SEEDS'] ?? 10)
/** So many seeds are looked through, at the most. */
const LOOKED_THROUGH = 20_000

const names = process.argv.slice(2)
if (names.length === 1) {
  const bug = listBugs().find(({ name }) => name === names[0])
  if (bug !== undefined) await measure(bug)
} else {
  heading('shrink', `lengths of shrunk runs beside hand-written witnesses, ${SEEDS} failing seeds a bug`)
  const ratios: number[] = []
  const times: number[] = []
  let minimal = 0
  for (const { name } of listBugs()) {
    if (names.length > 0 && !names.includes(name)) continue
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], { encoding: 'utf8' })
    process.stderr.write(child.stderr)
    for (const row of child.stdout.trimEnd().split('\n')) {
      console.log(`  ${row}`)
      const [, , , , length, , witness, , time, , is] = row.split(/\s+/u)
      if (is === undefined) continue
      ratios.push(Number(length) / Number(witness))
      times.push(Number(time))
      if (is === 'minimal') minimal++
    }
  }
  const share = (most: number): string =>
    ((100 * ratios.filter((ratio) => ratio <= most).length) / ratios.length).toFixed(1)
  console.log(`  ${ratios.length} runs: median ${median(ratios).toFixed(2)} times the witness (asked 1.5)`)
  console.log(`  within 2.5 times ${share(2.5)} % (asked 90), within 4 times ${share(4)} %`)
  console.log(
    `  median time ${median(times).toFixed(1)} s of one core (asked 10), longest ${Math.max(...times)} s`,
  )
  console.log(`  verified as 1-minimal: ${minimal}`)
  load()
}

async function measure(bug: Bug): Promise<void> {
  const spec = { kind: 'core', patch: bug.patch } as const
  const runTarget = { spec, target: await loadTarget(spec) }
  const { property, actions } = witnessOf(bug, runTarget)
  let found = 0
  for (let seed = 1; seed <= LOOKED_THROUGH && found < SEEDS; seed++) {
    const { outcome } = replaySeed(seed, {}, runTarget)
    const [violation] = outcome.violations
    if (violation?.property !== property) continue
    found++
    const begun = seconds()
    const shrunk = shrinkRun({ seed, plan: {} }, runTarget, { identity: violation.identity })
    const took = (seconds() - begun).toFixed(1)
    const length = shrunk?.schedule.actions.length ?? Infinity
    console.log(
      `${bug.name} seed ${seed}: ${outcome.actions} → ${length} witness ${actions} in ${took} s ${shrunk?.minimal ? 'minimal' : 'called-off'} ${violation.identity}`.replace(
        /: (\d+) →/u,
        ': $1 →',
      ),
    )
  }
  if (found < SEEDS) console.log(`${bug.name} found ${found} in ${LOOKED_THROUGH} seeds by ${property}`)
}

/** What the witness of a bug shows, and how many actions that takes. */
function witnessOf(bug: Bug, { target }: RunTarget): { property: string; actions: number } {
  const file = join(packageRoot(), 'scenarios', 'zoo', bug.witness)
  const { outcome } = playScenario(readScenario(readFileSync(file, 'utf8'), file), target, monitors)
  return { property: outcome.violations[0]?.property ?? 'nothing', actions: outcome.actions }
}

function median(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[all.length >> 1] ?? NaN
}
