import type { Clock } from '../../harness/world/clock.ts'
import { serverName } from '../../harness/world/names.ts'
import { SOON } from '../../harness/schedule/schedule.ts'
import { nextWord, refuse, takeEnd, takeIf, takeNumber, takeThe, type Cursor } from './cursor.ts'
import { takeServer } from './name-text.ts'
import { takeTime, timeText } from './time-text.ts'

const LEAST_RATE = 1
const MOST_RATE = 100_000

/** Reads `clock S1 offset 5.000ms rate 950`: what a server's clock reads at the start, and how fast it goes. */
export function readClock(cursor: Cursor, servers: number): { server: number; clock: Clock } {
  takeThe(cursor, 'clock')
  const server = takeServer(cursor, servers)
  const offset = takeIf(cursor, 'offset') ? takeOffset(cursor) : 0
  const rate = takeIf(cursor, 'rate') ? takeNumber(cursor, 'rate', LEAST_RATE, MOST_RATE) : 1000
  takeEnd(cursor)
  return { server, clock: { offset, rate } }
}

/** The header line of a clock. */
export function clockText(server: number, { offset, rate }: Clock): string {
  const ahead = offset === 0 ? '' : ` offset ${timeText(offset)}`
  return `clock ${serverName(server)}${ahead}${rate === 1000 ? '' : ` rate ${rate}`}`
}

function takeOffset(cursor: Cursor): number {
  const offset = takeTime(cursor)
  if (offset !== SOON) return offset
  return refuse(cursor, `${nextWord(cursor) ?? 'the end of the line'} is no time`, 'one like 12.345ms')
}
