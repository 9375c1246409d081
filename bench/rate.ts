import { runTrial } from '../harness/campaign/trial.ts'
import { addGauge, blankGauge } from '../harness/campaign/gauge.ts'
import { clusterOf } from '../harness/plan/cluster-of.ts'
import { planOf } from '../harness/plan/plans.ts'
import { blankRecording } from '../harness/schedule/record.ts'
import { scheduler } from '../harness/schedule/scheduler.ts'
import { embeddedCore } from '../harness/targets/core.ts'
import { openWorld } from '../harness/world/world.ts'
import { monitors } from '../properties/monitors.ts'

const seeds = Number(process.argv[2] ?? 500)
const recording = blankRecording()
const rows: number[][] = []
const sum = blankGauge()
let actions = 0, planning = 0
const run = (seed: number) => {
  const t0 = performance.now()
  const plan = planOf(seed, { servers: 5 })
  planning += performance.now() - t0
  const world = openWorld(embeddedCore, clusterOf(plan))
  recording.length = 0
  const out = runTrial(world, scheduler(world, plan), monitors, { recording })
  for (const v of out.violations) console.log(seed, v.title, v.evidence)
  actions += out.actions
  addGauge(sum, out.gauge)
  rows.push([out.actions, out.gauge.leaders, out.gauge.kinds[5]!, out.gauge.acknowledged, out.gauge.truncations, out.gauge.committed])
}
for (let s = 1; s <= 100; s++) run(s)
actions = 0; planning = 0; rows.length = 0
const start = performance.now()
for (let s = 1; s <= seeds; s++) run(s)
const ms = performance.now() - start
const med = (i: number) => rows.map((r) => r[i]!).sort((a, b) => a - b)[rows.length >> 1]
console.log({ actions, ms, rate: (actions / ms / 1000).toFixed(3) + ' M/s', runOnly: (actions / (ms - planning) / 1000).toFixed(3), planningShare: planning / ms,
  median: { actions: med(0), leaders: med(1), crashes: med(2), ack: med(3), trunc: med(4), committed: med(5) }, stepped: sum.stepped / sum.kinds.reduce((a, b) => a + b), changed: sum.changedServer / sum.kinds.reduce((a, b) => a + b), kinds: sum.kinds.join(' '), asked: sum.asked, ack: sum.acknowledged })
