import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bytesOf, DEGRADATIONS, type TraceLine } from '../harness/traces/writing/degrade.ts'
import { traceSeed } from '../harness/traces/writing/trace-seed.ts'
import { judgeTrace } from '../properties/conformance/judge-trace.ts'
import { heading, load } from './measure.ts'

/**
 * Whether correct runs are accepted: each of so many seeds is run by our own core, written down as a trace, and judged
 * whole and made to tell less in one way, each way in turn. `npm run bench -- trace-fidelity 10000`. Runs in which a disk
 * has lost, undetected, what was durable on it are none of a correct Raft, and left out.
 */
const [first = '1000', from = '1', share = ''] = process.argv.slice(2)

/** What came of one way of telling. */
interface Tally {
  accept: number
  reject: number
  undecided: number
  events: number
  explained: number
  readonly rejected: string[]
}

if (share === '') await measureAll(Number(first))
else process.stdout.write(JSON.stringify(measure(Number(first), Number(from))))

async function measureAll(count: number): Promise<void> {
  heading('trace-fidelity', `${count} runs of the correct core as traces, whole and telling less`)
  const half = Math.ceil(count / 2)
  const file = fileURLToPath(import.meta.url)
  const parts = await Promise.all(
    [1, 1 + half].map(async (start) => {
      const args = [file, String(Math.min(half, count - start + 1)), String(start), 'share']
      const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 })
      return JSON.parse(stdout) as { tallies: Record<string, Tally>; left: number }
    }),
  )
  let failed = 0
  for (const way of Object.keys(DEGRADATIONS)) {
    const its = parts.map(({ tallies }) => tallies[way] as Tally)
    const sum = (pick: (tally: Tally) => number): number => its.reduce((all, one) => all + pick(one), 0)
    const [accept, reject, undecided] = [
      sum((one) => one.accept),
      sum((one) => one.reject),
      sum((one) => one.undecided),
    ]
    failed += reject
    const explained =
      (100 * sum((one) => one.explained)) /
      Math.max(
        1,
        sum((one) => one.events),
      )
    console.log(
      `  ${way.padEnd(32)} ${accept} accepted, ${reject} rejected, ${undecided} undecided; ${explained.toFixed(1)} % of the events decided by what was known`,
    )
    for (const text of its.flatMap((one) => one.rejected).slice(0, 5)) console.log(`    ${text}`)
  }
  console.log(
    `  left out: ${parts.reduce((all, { left }) => all + left, 0)} runs in which stable storage lost something, or clocks left the bound of leases`,
  )
  if (failed > 0) process.exitCode = 1
  load()
}

function measure(count: number, start: number): { tallies: Record<string, Tally>; left: number } {
  const names = Object.keys(DEGRADATIONS)
  const tallies = Object.fromEntries(
    names.map((name) => [
      name,
      { accept: 0, reject: 0, undecided: 0, events: 0, explained: 0, rejected: [] },
    ]),
  ) as Record<string, Tally>
  let left = 0
  for (let seed = start; seed < start + count; seed++) {
    const lines = traceSeed(seed)
    if (lines === undefined) {
      left++
      continue
    }
    const less = names[1 + (seed % (names.length - 1))] as string
    for (const way of ['whole', less]) judgeOne(way, lines, seed, tallies[way] as Tally)
  }
  return { tallies, left }
}

function judgeOne(way: string, lines: readonly TraceLine[], seed: number, tally: Tally): void {
  const files = (DEGRADATIONS[way] as (typeof DEGRADATIONS)[string])(lines, seed)
  const found = judgeTrace(files.map((file, place) => ({ name: `file ${place + 1}`, bytes: bytesOf(file) })))
  tally[found.verdict]++
  tally.events += found.events
  tally.explained += found.explainedEvents
  const { rejection } = found
  if (rejection !== null)
    tally.rejected.push(
      `seed ${seed}, line ${rejection.at.line}: ${rejection.fault.rule}: ${rejection.fault.reason}`,
    )
}
