import { fuzz } from '../fuzz.ts'
import { rate, whole } from '../reports/terminal/numbers.ts'
import { calmText, featuresText, operationsText, roughnessText } from '../reports/terminal/closing-screen.ts'
import { heading, load } from './measure.ts'

/** Whether the correct core gives an alarm: 50,000 seeds over random cluster sizes, options and features. */
const SEEDS = 50_000
/** So many of a thousand calms may owe nothing; more, and liveness is hardly judged. */
const MOST_EXCUSED = 10

heading('alarms', `${whole(SEEDS)} seeds of the correct core, default options, 2 workers`)
const result = await fuzz({ seed: 900_000_001, seeds: SEEDS, workers: 2, keepGoing: true })
const { roughness } = result
console.log(
  `  ${whole(result.seeds)} seeds, ${whole(result.actions)} actions, ${rate(result.actions / result.seconds)} a second`,
)
console.log(
  `  alarms               ${result.failures.length}, rules broken ${result.rules.length}, undecided ${result.undecided.length}, broken ${result.broken.length}`,
)
for (const { seed, violations } of [...result.failures, ...result.rules])
  console.log(`                       seed ${seed}: ${violations[0]?.property}: ${violations[0]?.title}`)
console.log(`  water                ${roughnessText(roughness)}`)
console.log(`  operations           ${operationsText(result.gauge)}`)
console.log(`  calm                 ${calmText(result)}`)
console.log(`  features             ${featuresText(result.gauge)}`)
load()
const excused = Object.values(result.excused).reduce((sum, count) => sum + count, 0)
if (excused * 1000 > MOST_EXCUSED * result.calms) {
  console.log(`  ${excused} of ${result.calms} calms were excused: more than ${MOST_EXCUSED / 10} %`)
  process.exitCode = 1
}
if (result.failures.length + result.rules.length + result.broken.length > 0) process.exitCode = 1
