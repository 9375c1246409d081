import { spawnSync } from 'node:child_process'

/**
 * Every figure in turn, or the one that is named: `npm run bench -- rate`. Each has a process of its own. What follows
 * the name goes to the figure: `npm run bench -- bugs V-L1`.
 */
const FIGURES = [
  'rate',
  'memory',
  'fingerprints',
  'node-versions',
  'alarms',
  'bugs',
  'length',
  'virtual',
  'thousand',
  'clocks',
  'faults',
  'shrink',
  'explore',
  'check',
  'trace-fidelity',
  'trace-zoo',
  'tamper',
  'trace-rate',
]

const [first, ...rest] = process.argv.slice(2)
const chosen = first === undefined ? FIGURES : FIGURES.filter((figure) => figure === first)
if (chosen.length === 0) {
  console.error(`bench: there is no figure ${first}; expected one of ${FIGURES.join(', ')}`)
  process.exitCode = 2
}
for (const figure of chosen) {
  const file = new URL(`./${figure}.js`, import.meta.url).pathname
  const { status } = spawnSync(process.execPath, [file, ...rest], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
