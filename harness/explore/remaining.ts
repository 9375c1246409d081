/** How many of the newest levels the trend is taken from, at the most and at the least. */
const WINDOW = 14
const FEWEST = 7

/**
 * A guess at how many states are still to be met, from how many each level has so far. Levels grow by less and less, then
 * shrink: about as a bell does, so a parabola is laid through the logarithms of the newest ones (least squares), and
 * followed. `undefined` while they do not bend down: then nothing honest can be said.
 */
export function guessRemaining(levels: readonly number[]): number | undefined {
  const count = Math.min(levels.length, WINDOW)
  if (count < FEWEST) return undefined
  const logarithms = levels.slice(-count).map(Math.log)
  const middle = (count - 1) / 2
  const places = logarithms.map((_, i) => i - middle)
  const mean = sum(logarithms) / count
  const squares = sum(places.map((x) => x * x)) / count
  // Evenly spaced places: slope and bend can be fitted one by one.
  const slope = sum(places.map((x, i) => x * (logarithms[i] as number))) / (squares * count)
  const bends = places.map((x) => x * x - squares)
  const bend = sum(bends.map((x, i) => x * (logarithms[i] as number))) / sum(bends.map((x) => x * x))
  if (!(bend < -1e-4)) return undefined
  let remaining = 0
  for (let x = middle + 1; ; x++) {
    const level = Math.exp(mean + slope * x + bend * (x * x - squares))
    if (level < 1 && slope + 2 * bend * x < 0) return Math.round(remaining)
    remaining += level
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
