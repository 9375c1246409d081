import { fuzz } from '../fuzz.ts'
import { rate, whole } from '../reports/terminal/numbers.ts'
import { featuresText, operationsText, roughnessText } from '../reports/terminal/closing-screen.ts'
import { heading, load } from './measure.ts'

/** Whether the correct core gives an alarm: 50,000 seeds over random cluster sizes, options and features. */
const SEEDS = 50_000

heading('alarms', `${whole(SEEDS)} seeds of the correct core, default options, 2 workers`)
const result = await fuzz({ seed: 900_000_001, seeds: SEEDS, workers: 2, keepGoing: true })
const { roughness } = result
console.log(
  `  ${whole(result.seeds)} seeds, ${whole(result.actions)} actions, ${rate(result.actions / result.seconds)} a second`,
)
console.log(
  `  alarms               ${result.failures.length}, undecided ${result.undecided.length}, broken ${result.broken.length}`,
)
for (const { seed, violations } of result.failures)
  console.log(`                       seed ${seed}: ${violations[0]?.property}: ${violations[0]?.title}`)
console.log(`  water                ${roughnessText(roughness)}`)
console.log(`  operations           ${operationsText(result.gauge)}`)
console.log(`  features             ${featuresText(result.gauge)}`)
load()
