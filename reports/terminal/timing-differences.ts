import type { Downtimes } from '../../harness/timing/downtimes.ts'
import type { Reported, TimeoutLine } from '../../harness/timing/figure-16.ts'
import { milliseconds, whole } from './numbers.ts'
import { reportedText } from './reported-text.ts'

/** What the paper took a broadcast and the answers to it to last (9.3), in milliseconds. */
const PAPERS_BROADCAST = 15
/** Within this share of what the paper reports, a figure is the same. */
const ALIKE = 0.1
/** The paper wants election timeouts far above the broadcast time (5.6); below so many times that they are not. */
const FAR_ABOVE = 5

/** For each number that the paper reports: what came out here, and why that is more, less, or the same. */
export function timingDifferences(broadcast: number, panels: readonly (readonly Downtimes[])[]): string {
  const compared = panels.flatMap((rows) =>
    rows.flatMap((row) =>
      row.line.reported.flatMap((reported) => [
        `  ${comparison(row, reported)}`,
        ...reasons(row, reported, broadcast).map((reason) => `    ${reason}`),
      ]),
    ),
  )
  return ['beside what the paper reports', ...compared].join('\n')
}

function comparison(row: Downtimes, reported: Reported): string {
  const { least, most } = row.line
  return `${least}–${most} ms: ${reportedText(reported)} in the paper; here ${outcome(row, reported)}`
}

function outcome(row: Downtimes, { of, milliseconds: time, longer }: Reported): string {
  if (row.trials === 0) return 'no trial counts'
  if (longer === true) return `${whole(longerThan(row, time))} of ${whole(row.trials)} were`
  const times = row[of] / time
  return `${milliseconds(row[of])}, ${isAlike(times) ? 'the same within a tenth' : `${times.toFixed(1)} times as long`}`
}

/** Why a figure is another than in the paper; nothing where it is none. */
function reasons(row: Downtimes, reported: Reported, broadcast: number): readonly string[] {
  const { line, trials } = row
  const { of, milliseconds: time, longer } = reported
  if (trials === 0) return ['no leader stayed in office until it was to crash']
  if (longer === true) {
    if (longerThan(row, time) === trials) return []
    return [
      'messages and writes here differ by about 1 ms in how long they take: at times that is randomness enough',
    ]
  }
  const times = row[of] / time
  if (isAlike(times)) return []
  if (times > 1) return [...longerReasons(line, broadcast), ...(of === 'most' ? [oneOf(trials)] : [])]
  const ours = broadcast === PAPERS_BROADCAST ? 'as in the paper' : `${PAPERS_BROADCAST} ms in the paper`
  return of === 'most'
    ? [`a broadcast takes ${broadcast} ms here, ${ours}`, oneOf(trials)]
    : [`an election that succeeds takes one broadcast: ${broadcast} ms here, ${ours}`]
}

function longerReasons({ least, most }: TimeoutLine, broadcast: number): readonly string[] {
  if (least < FAR_ABOVE * broadcast)
    return [
      `timeouts from ${least} ms are not far above a broadcast time of ${broadcast} ms (5.6): servers time out while votes are on their way`,
    ]
  return [
    `a vote is split when a second server times out within ${broadcast / 2} ms of the first, not having heard of it yet; there are ${most - least} ms of randomness`,
    'the paper does not say how much of its broadcast time passes before others have heard of a candidate',
  ]
}

function oneOf(trials: number): string {
  return `the worst of ${whole(trials)} trials is one trial, and chance made it so`
}

function longerThan({ all }: Downtimes, time: number): number {
  return all.filter((one) => one > time).length
}

function isAlike(times: number): boolean {
  return Math.abs(times - 1) <= ALIKE
}
