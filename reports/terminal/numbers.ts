const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A whole number with its thousands apart: 1,234,567. */
export function whole(number: number): string {
  return WHOLE.format(number)
}

/** A number of things by their name: 1 action, 1,234 actions. */
export function counted(number: number, name: string): string {
  return `${whole(number)} ${name}${number === 1 ? '' : 's'}`
}

/** A rate in its natural size: 834, 12 k, 1.27 M. */
export function rate(number: number): string {
  if (number >= 1e6) return `${(number / 1e6).toFixed(2)} M`
  if (number >= 1e4) return `${(number / 1e3).toFixed(0)} k`
  return whole(number)
}

/** A span of time in words: 850 ms, 12.3 s, 4 min 10 s, 3 h 12 min. */
export function span(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`
  return `${whole(Math.floor(seconds / 3600))} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** A share of a whole in percent: 12.3 %. */
export function share(part: number, all: number): string {
  return all === 0 ? '0 %' : `${((100 * part) / all).toFixed(1)} %`
}

/** The middle of a list of numbers; 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

/** A span of milliseconds: 35 ms, 287 ms, 1.4 s, 30 s. */
export function milliseconds(time: number): string {
  if (time < 9.95) return `${Number(time.toFixed(1))} ms`
  if (time < 1000) return `${Math.round(time)} ms`
  return `${Number((time / 1000).toFixed(1))} s`
}
