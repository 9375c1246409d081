import { DiskFile, Timer } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'

/** What people call a server: S1, S2 …, numbered from 1. */
export function serverName(server: number): string {
  return `S${server + 1}`
}

/** What people call a set of servers: the names, in order, between blanks. */
export function serverNames(set: number): string {
  const names: string[] = []
  for (let server = 0; set >> server !== 0; server++)
    if (((set >> server) & 1) === 1) names.push(serverName(server))
  return names.join(' ')
}

/** What people call a session: C1. */
export function sessionName(session: number): string {
  return `C${session + 1}`
}

/** What people call one operation of a session: C1.3, or C1.register for the number 0. */
export function operationName(session: number, serial: number): string {
  return `${sessionName(session)}.${serial === 0 ? 'register' : serial}`
}

/** What people call a key: k1, k2 … */
export function keyName(key: number): string {
  return `k${key + 1}`
}

/** The names of message kinds, by number. */
export const MESSAGE_NAMES = [
  'RequestVote',
  'Vote',
  'AppendEntries',
  'Appended',
  'InstallSnapshot',
  'Installed',
  'PreVote',
  'PreVoted',
  'TimeoutNow',
  'AskReadIndex',
  'ReadIndex',
] as const satisfies {
  [K in (typeof MessageKind)[keyof typeof MessageKind]]: string
}

/** The names of timers, by number. */
export const TIMER_NAMES = ['election', 'heartbeat', 'stickiness', 'contact', 'transfer'] as const satisfies {
  [K in (typeof Timer)[keyof typeof Timer]]: string
}

/** The names of a disk's files, by number. */
export const FILE_NAMES = ['term', 'log', 'snapshot', 'machine'] as const satisfies {
  [K in (typeof DiskFile)[keyof typeof DiskFile]]: string
}
