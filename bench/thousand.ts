import { fuzz } from '../fuzz.ts'
import { rate, span, whole } from '../reports/terminal/numbers.ts'
import { heading, load } from './measure.ts'

/** How long 1,000 seeds of the default length take on two cores, everything on: on the wall, as a user waits for them. */
const SEEDS = 1000
const WORKERS = 2

heading(
  'thousand',
  `${whole(SEEDS)} seeds of the default length, 5 servers, everything on, ${WORKERS} workers`,
)
const { seconds, seeds, actions, virtual, failures, undecided } = await fuzz({
  seeds: SEEDS,
  workers: WORKERS,
  plan: { servers: 5 },
  keepGoing: true,
})
console.log(
  `  ${whole(seeds)} seeds in           ${span(seconds)}: ${whole(actions)} actions, ${rate(actions / seconds)} a second, ${span(virtual / 1e6)} of virtual time`,
)
console.log(`  violations, undecided    ${failures.length}, ${undecided.length}`)
load()
