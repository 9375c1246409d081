import { refuse, takeWord, type Cursor } from './cursor.ts'
import { quoted } from './characters.ts'
import { SOON } from '../../harness/schedule/schedule.ts'

const TIME = /^(\d{1,9})(?:\.(\d{1,3}))?ms$/u

/** Takes a time, in virtual microseconds, from the head of a line; `SOON` where none stands there. */
export function takeTime(cursor: Cursor): number {
  const word = cursor.words[cursor.taken]
  if (word === undefined || !/^[\d.+-]/u.test(word)) return SOON
  const found = TIME.exec(word)
  if (found === null) {
    return refuse(
      cursor,
      `${quoted(word)} is no time`,
      'milliseconds with at most three decimals, as in 12.345ms',
    )
  }
  cursor.taken++
  return microsecondsOf(found)
}

/** Virtual microseconds as milliseconds: `12.345ms`. */
export function timeText(microseconds: number): string {
  return `${Math.floor(microseconds / 1000)}.${String(microseconds % 1000).padStart(3, '0')}ms`
}

/** Takes how far a clock is set, forwards or, after a minus, back, by at most so many microseconds. */
export function takeSignedTime(cursor: Cursor, most: number): number {
  const expected = `a time, with a minus for back, as in -300.000ms, of at most ${timeText(most)}`
  const word = takeWord(cursor, expected)
  const back = word.startsWith('-')
  const found = TIME.exec(back ? word.slice(1) : word)
  const time = found === null ? NaN : microsecondsOf(found)
  if (!(time <= most) || (back && time === 0)) return refuse(cursor, `${quoted(word)} is no time`, expected)
  return back ? -time : time
}

/** A time that may be less than 0: `-300.000ms`. */
export function signedText(microseconds: number): string {
  return microseconds < 0 ? `-${timeText(-microseconds)}` : timeText(microseconds)
}

function microsecondsOf([, whole, parts = '']: RegExpExecArray): number {
  return Number(whole) * 1000 + Number(parts.padEnd(3, '0'))
}
