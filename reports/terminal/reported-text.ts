import type { Reported } from '../../harness/timing/figure-16.ts'
import { milliseconds } from './numbers.ts'

const STATISTICS: Readonly<Record<Reported['of'], string>> = {
  least: 'least',
  median: 'median',
  mean: 'mean',
  most: 'worst',
}

/** What the paper says of a range, in a few words. */
export function reportedText({ of, milliseconds: time, longer }: Reported): string {
  return longer === true
    ? `consistently longer than ${milliseconds(time)}`
    : `${STATISTICS[of]} ${milliseconds(time)}`
}
