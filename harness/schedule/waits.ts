import type { Wait } from '../plan/plan.ts'

/** The exponential distribution as 64 quantiles in thousandths of the mean: integers, because engines differ in `Math.log`. */
const EXPONENTIAL: readonly number[] = [
  8, 24, 40, 56, 73, 90, 107, 125, 143, 161, 179, 198, 217, 237, 257, 277, 298, 319, 341, 363, 386, 409, 433,
  458, 483, 508, 535, 562, 589, 618, 647, 678, 709, 741, 774, 809, 845, 882, 920, 960, 1002, 1045, 1091, 1138,
  1188, 1241, 1297, 1356, 1418, 1485, 1556, 1633, 1717, 1808, 1908, 2019, 2144, 2287, 2454, 2655, 2906, 3243,
  3753, 4852,
]

/** Any wait up to eight times the mean, each as likely: half of them are as late as one in fifty would else be. */
export const UNIFORM: readonly number[] = EXPONENTIAL.map((_, place) =>
  Math.floor(((2 * place + 1) * 4000) / 64),
)

/** Half of the waits take six tenths of the mean or less; one in sixty-four takes 38 times as long (a Pareto distribution). */
export const HEAVY: readonly number[] = EXPONENTIAL.map((_, place) => Math.floor(38_400 / (127 - 2 * place)))

/** A wait in microseconds, from a draw: never less than the least; beyond it exponential, if not said otherwise. */
export function waitOf(wait: Wait, drawn: number, quantiles = EXPONENTIAL): number {
  const quantile = quantiles[drawn >>> 25] as number
  return wait.least + Math.floor((wait.mean * quantile) / 1000) + ((drawn >>> 8) & 63)
}
