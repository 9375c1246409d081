import { DiskFile, Timer } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'

/** What people call a server: S1, S2 …, numbered from 1. */
export function serverName(server: number): string {
  return `S${server + 1}`
}

/** What people call a set of servers: the names, in order, between blanks. */
export function serverNames(set: number): string {
  const names: string[] = []
  for (let server = 0; set >> server !== 0; server++) if (((set >> server) & 1) === 1) names.push(serverName(server))
  return names.join(' ')
}

/** What people call a session and one of its operations: C1, C1.3. */
export function sessionName(session: number): string {
  return `C${session + 1}`
}

export function operationName(session: number, serial: number): string {
  return `${sessionName(session)}.${serial}`
}

export const MESSAGE_NAMES = ['RequestVote', 'Vote', 'AppendEntries', 'Appended'] as const satisfies {
  [K in (typeof MessageKind)[keyof typeof MessageKind]]: string
}

export const TIMER_NAMES = ['election', 'heartbeat'] as const satisfies {
  [K in (typeof Timer)[keyof typeof Timer]]: string
}

export const FILE_NAMES = ['term', 'log'] as const satisfies {
  [K in (typeof DiskFile)[keyof typeof DiskFile]]: string
}
