import { fuzz } from '../fuzz.ts'
import { listBugs } from '../scenarios/zoo/zoo.ts'
import { heading, load } from './measure.ts'

/**
 * How soon `fuzz --bug NAME` finds each bug of the zoo: default options, two workers, from five root seeds far apart.
 * Found means that a property which the bug's header names was violated, not an exception.
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
    const result = await fuzz({
      target: { kind: 'core', patch: bug.patch },
      seed: root * APART,
      seeds: APART,
      seconds: LIMIT,
      workers: WORKERS,
    })
    const [violation] = result.failures[0]?.violations ?? []
    if (violation === undefined || !bug.property.includes(violation.property)) continue
    times.push(result.seconds)
    seeds.push(result.seeds)
    found.add(violation.property)
  }
  missed += ROOTS - times.length
  const worst = `${Math.max(0, ...times).toFixed(1)} s, ${Math.max(0, ...seeds)} seeds`
  console.log(
    `  ${bug.name.padEnd(6)} ${times.length} of ${ROOTS}, slowest ${worst.padEnd(22)} by ${[...found].join(', ')}`,
  )
}
console.log(missed === 0 ? '  every bug found from every root seed' : `  missed ${missed} times`)
load()
