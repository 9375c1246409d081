import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { traceReport } from '../reports/trace/trace-report.ts'
import { median, rate, share } from '../reports/terminal/numbers.ts'
import { bytesOf, cleanFiles, tracesFolder } from './tamper/clean-traces.ts'
import { heading, load, seconds } from './measure.ts'

/**
 * How fast traces are judged, from bytes to a verdict: those of 50,000 events and those of about 1,000 (of etcd/raft), in alternation after
 * a warm-up, so that their ratio can be trusted on a machine that is not quiet; processor time is counted.
 */
const ROUNDS = 7
const ASKED = 100_000
const MOST_APART = 1.3

heading('trace-rate', 'events judged a second on one core, from bytes to a verdict')
const folder = tracesFolder()
if (folder === null) console.log('  skipped: the recorded traces are not at ../shared/cases/traces')
else measure(folder)

/** Traces of about one length, packed and not. */
interface Shelf {
  readonly files: readonly {
    readonly name: string
    readonly packed: Uint8Array
    readonly bytes: Uint8Array
  }[]
  /** So often each is judged a round. */
  readonly turns: number
}

function measure(folder: string): void {
  const long = shelf(folder, 50_000, Infinity, 1)
  const short = shelf(folder, 1_000, 1_700, 6)
  const other = shelf(folder, 18_000, 22_000, 3)
  const rates = { long: [] as number[], short: [] as number[], packed: [] as number[], other: [] as number[] }
  for (let round = 0; round <= ROUNDS; round++) {
    const figures = [
      rateOf(short, false),
      rateOf(long, false),
      rateOf(long, true),
      rateOf(other, false),
    ] as const
    if (round === 0) continue
    rates.short.push(figures[0])
    rates.long.push(figures[1])
    rates.packed.push(figures[2])
    rates.other.push(figures[3])
  }
  console.log(`  1,000 events         ${spread(rates.short)}, ${short.files.length} traces`)
  console.log(`  50,000 events        ${spread(rates.long)}, ${long.files.length} traces`)
  console.log(`  and unpacking them   ${spread(rates.packed)}`)
  console.log(`  20,000 of raft-rs    ${spread(rates.other)}`)
  const apart = median(rates.short.map((figure, round) => figure / (rates.long[round] as number)))
  console.log(
    `  at 1,000 events      ${apart.toFixed(2)} times the rate at 50,000, at most ${MOST_APART} asked`,
  )
  load()
  if (median(rates.long) < ASKED || apart > MOST_APART) {
    console.log(`  asked: ${rate(ASKED)}/s, of which this is ${share(median(rates.long), ASKED)}`)
    process.exitCode = 1
  }
}

function shelf(folder: string, least: number, most: number, turns: number): Shelf {
  const files = cleanFiles(folder, least, most).map(({ file: name }) => ({
    name,
    packed: readFileSync(join(folder, name)),
    bytes: bytesOf(folder, name),
  }))
  return { files, turns }
}

/** Events judged a second of processor time. */
function rateOf({ files, turns }: Shelf, unpacks: boolean): number {
  let events = 0
  const begun = seconds()
  for (let turn = 0; turn < turns; turn++) {
    for (const { name, packed, bytes } of files) {
      const report = traceReport([{ name, bytes: unpacks ? gunzipSync(packed) : bytes }])
      if (report.verdict !== 'accept') throw new Error(`${name}: ${report.verdict}, and it is a clean trace`)
      events += report.events
    }
  }
  return events / (seconds() - begun)
}

function spread(rates: readonly number[]): string {
  return `${rate(median(rates))}/s (best ${rate(Math.max(...rates))}, worst ${rate(Math.min(...rates))})`
}
