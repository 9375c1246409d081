import type { Cluster } from '../../harness/world/cluster.ts'
import { operationName, serverName } from '../../harness/world/names.ts'
import { quoted } from './characters.ts'
import { nextWord, refuse, takeWord, wholeNumber, type Cursor } from './cursor.ts'

/** Takes the name of a server of a cluster of so many: `S1` is server 0. */
export function takeServer(cursor: Cursor, servers: number): number {
  const expected = servers === 1 ? 'S1' : `S1 to ${serverName(servers - 1)}`
  const server = serverIn(takeWord(cursor, `a server, ${expected}`))
  if (server >= 0 && server < servers) return server
  return refuse(cursor, `there is no server ${quoted(cursor.words[cursor.taken - 1] as string)}`, expected)
}

/** Takes the names of one server or more, as a set. */
export function takeServers(cursor: Cursor, servers: number): number {
  let set = 0
  do {
    const server = takeServer(cursor, servers)
    if (((set >> server) & 1) === 1) {
      refuse(cursor, `${serverName(server)} is named twice`, 'each server once')
    }
    set |= 1 << server
  } while (serverIn(nextWord(cursor) ?? '') >= 0)
  return set
}

/** The session and the serial in the name of an operation, `C1.3`, or 0 in `C1.register`; `undefined` in any other word. */
export function operationIn(word: string): { session: number; serial: number } | undefined {
  const found = /^C([1-9]\d{0,5})\.([1-9]\d{0,5}|register)$/u.exec(word)
  if (found === null) return undefined
  return { session: Number(found[1]) - 1, serial: found[2] === 'register' ? 0 : Number(found[2]) }
}

/** Takes the name of an operation that the header lists, or of the registration before all that it lists of a session. */
export function takeOperation(
  cursor: Cursor,
  operations: Cluster['operations'],
): { session: number; serial: number } {
  const word = takeWord(cursor, 'an operation, as in C1.1')
  const found = operationIn(word)
  if (found === undefined) return refuse(cursor, `${quoted(word)} is no operation`, 'a name like C1.1')
  const { session, serial } = found
  const listed = operations[session]?.length ?? 0
  if (serial <= listed && listed > 0) return found
  const range =
    listed === 1
      ? operationName(session, 1)
      : `${operationName(session, 1)} to ${operationName(session, listed)}`
  const first = operationName(session, Math.max(serial, 1))
  const wanted = listed === 0 ? `a line "operation ${first} …" in the header` : range
  return refuse(cursor, `there is no operation ${word}`, wanted)
}

function serverIn(word: string): number {
  const number = word.startsWith('S') ? wholeNumber(word.slice(1)) : undefined
  return number === undefined ? -1 : number - 1
}
