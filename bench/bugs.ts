import { fuzz } from '../fuzz.ts'
import type { Bug } from '../scenarios/zoo/bug.ts'
import { listBugs } from '../scenarios/zoo/zoo.ts'
import { heading, load } from './measure.ts'

/**
 * How soon `fuzz --bug NAME` finds each bug of the zoo: default options, two workers, from five root seeds far apart.
 * Found means that a property which the bug's header names was violated, not an exception; seeds before that one which show
 * nothing but a consequence of the bug count as well.
 */
const ROOTS = 5
const APART = 100_003_001
const LIMIT = 600
const WORKERS = 2

heading('bugs', `seconds until each bug is found, ${WORKERS} workers, ${ROOTS} root seeds, limit ${LIMIT} s`)
const wanted = process.argv.slice(2)
let missed = 0
for (const bug of listBugs()) {
  if (wanted.length > 0 && !wanted.includes(bug.name)) continue
  const times: number[] = []
  const seeds: number[] = []
  const found = new Set<string>()
  for (let root = 1; root <= ROOTS; root++) {
    const hunted = await hunt(bug, root * APART)
    if (hunted === undefined) continue
    times.push(hunted.seconds)
    seeds.push(hunted.seeds)
    found.add(hunted.property)
  }
  missed += ROOTS - times.length
  const worst = `${Math.max(0, ...times).toFixed(1)} s, ${Math.max(0, ...seeds)} seeds`
  console.log(
    `  ${bug.name.padEnd(6)} ${times.length} of ${ROOTS}, slowest ${worst.padEnd(22)} by ${[...found].join(', ')}`,
  )
}
console.log(missed === 0 ? '  every bug found from every root seed' : `  missed ${missed} times`)
load()

/** Goes on behind a seed that shows something else of the bug: a consequence that its header does not name. */
async function hunt(
  bug: Bug,
  root: number,
): Promise<{ seconds: number; seeds: number; property: string } | undefined> {
  let seeds = 0
  let seconds = 0
  while (seconds < LIMIT) {
    const result = await fuzz({
      target: { kind: 'core', patch: bug.patch },
      seed: root + seeds,
      seeds: APART - seeds,
      seconds: LIMIT - seconds,
      workers: WORKERS,
    })
    const [failure] = result.failures
    if (failure === undefined) return undefined
    seeds = failure.seed - root + 1
    seconds += result.seconds
    const named = failure.violations.find(({ property }) => bug.property.includes(property))
    if (named !== undefined) return { seconds, seeds, property: named.property }
  }
  return undefined
}
