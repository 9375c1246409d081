import { refuse, type Cursor } from './cursor.ts'
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
  return Number(found[1]) * 1000 + Number((found[2] ?? '').padEnd(3, '0'))
}

/** Virtual microseconds as milliseconds: `12.345ms`. */
export function timeText(microseconds: number): string {
  return `${Math.floor(microseconds / 1000)}.${String(microseconds % 1000).padStart(3, '0')}ms`
}
