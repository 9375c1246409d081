/** A server's own clock: what it would have read when the run began, in microseconds (less than 0 where it was set back since), and how fast it goes, 1000 being right. */
export interface Clock {
  readonly offset: number
  readonly rate: number
}

/** A clock that is right. */
export const TRUE_CLOCK: Clock = { offset: 0, rate: 1000 }

/** What a clock reads at a virtual time, in whole microseconds. */
export function readingAt({ offset, rate }: Clock, now: number): number {
  return rate === 1000 ? offset + now : offset + Math.floor((now * rate) / 1000)
}

/** How much virtual time passes, at least, until a clock has gone on by a duration. */
export function timeFor({ rate }: Clock, duration: number): number {
  return rate === 1000 ? duration : Math.ceil((duration * 1000) / rate)
}

/** A clock is set forwards, or back, by so many microseconds. */
export function jump(whose: { clock: Clock }, by: number): void {
  const { offset, rate } = whose.clock
  whose.clock = { offset: offset + by, rate }
}
