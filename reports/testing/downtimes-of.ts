import type { Downtimes } from '../../harness/timing/downtimes.ts'
import type { Reported } from '../../harness/timing/figure-16.ts'

/** A thousand trials made by hand, in 100, 200 … 1000 ms a tenth of them each, but for what is told. */
export function downtimesOf(
  least: number,
  most: number,
  told: Partial<Downtimes> & { readonly reported?: readonly Reported[] } = {},
): Downtimes {
  const { reported = [], ...figures } = told
  return {
    line: { least, most, reported },
    trials: 1000,
    leftOut: 0,
    unended: 0,
    least: 100,
    median: 500,
    mean: 550,
    most: 1000,
    all: Array.from({ length: 1000 }, (_, place) => 100 * (1 + Math.floor(place / 100))),
    ...figures,
  }
}
