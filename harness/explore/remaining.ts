/** With fewer levels nothing is guessed. */
const FEWEST = 10
/** How many of the newest levels the trend is taken from at the least; else from half of them. */
const WINDOW = 8
/** While levels grow by more than this, the guess is worth nothing. */
const MOST_GROWTH = 1.2
/** By how much the guesses from the levels up to the last three may differ at the most. */
const MOST_SPREAD = 2

/**
 * A guess at how many states are still to be met, from how many each level has so far, and how many were `found` of the
 * level behind them. Levels grow by less and less, then shrink: about as a bell does, so a parabola is laid through the
 * logarithms of the newest ones (least squares; large levels weigh more), and followed; of levels that shrink without
 * bending it is a line. `undefined` where nothing honest can be said: while levels grow fast, or while the guess changes
 * from level to level. What the guess is worth: see `guessSize`.
 */
export function guessRemaining(levels: readonly number[], found = 0): number | undefined {
  if (levels.length < FEWEST) return undefined
  const totals: number[] = []
  let remaining = 0
  for (let seen = levels.length - 2; seen <= levels.length; seen++) {
    const some = levels.slice(0, seen)
    remaining = follow(trendOf(some))
    totals.push(sum(some) + remaining)
  }
  if (!(Math.max(...totals) <= MOST_SPREAD * Math.min(...totals))) return undefined
  return remaining > found ? Math.round(remaining - found) : undefined
}

/** The logarithm of a level: a polynomial of how far behind the newest one it is. */
interface Trend {
  readonly newest: number
  readonly slope: number
  readonly bend: number
}

function trendOf(levels: readonly number[]): Trend {
  const window = levels.slice(-Math.max(WINDOW, Math.ceil(levels.length / 2)))
  const places = window.map((_, i) => i + 1 - window.length)
  const logarithms = window.map(Math.log)
  const weights = window.map(Math.sqrt)
  const trend = leastSquares(places, logarithms, weights)
  return trend.bend < -1e-4 ? trend : { ...leastSquares(places, logarithms, weights, 0), bend: 0 }
}

/** The polynomial through weighted places, of the first degree where it must not bend. */
function leastSquares(
  places: readonly number[],
  values: readonly number[],
  weights: readonly number[],
  bend?: number,
): Trend {
  const moment = (power: number, of?: readonly number[]): number =>
    sum(places.map((x, i) => (weights[i] as number) * x ** power * (of?.[i] ?? 1)))
  const [m0, m1, m2, m3, m4] = [moment(0), moment(1), moment(2), moment(3), moment(4)]
  const [v0, v1, v2] = [moment(0, values), moment(1, values), moment(2, values)]
  // What is left of the second and third unknown once those before them are taken out of their equations.
  const left11 = m2 - (m1 * m1) / m0
  const left12 = m3 - (m1 * m2) / m0
  const left22 = m4 - (m2 * m2) / m0 - (left12 * left12) / left11
  const value1 = v1 - (m1 * v0) / m0
  const bends = bend ?? (v2 - (m2 * v0) / m0 - (left12 * value1) / left11) / left22
  const slope = (value1 - left12 * bends) / left11
  return { newest: (v0 - m1 * slope - m2 * bends) / m0, slope, bend: bends }
}

/** How many states a trend has behind the newest level; `NaN` where it grows too fast to tell, or shows no end. */
function follow({ newest, slope, bend }: Trend): number {
  if (!(slope < Math.log(MOST_GROWTH)) || (bend === 0 && slope > -0.02)) return NaN
  let remaining = 0
  for (let place = 1; ; place++) {
    const level = Math.exp(newest + slope * place + bend * place * place)
    if (level < 1 && slope + 2 * bend * place < 0) return remaining
    remaining += level
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
