import { action, ActionKind, FOR_GOOD, type Action } from '../../harness/world/action.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import {
  FILE_NAMES,
  MESSAGE_NAMES,
  operationName,
  serverName,
  serverNames,
  TIMER_NAMES,
} from '../../harness/world/names.ts'
import { quoted } from './characters.ts'
import {
  nextWord,
  refuse,
  takeIf,
  takeNumber,
  takeOneOf,
  takeThe,
  takeWord,
  wholeNumber,
  type Cursor,
} from './cursor.ts'
import { signedText, takeSignedTime } from './time-text.ts'
import { takeOperation, takeServer, takeServers } from './name-text.ts'

/** What stands after an action's verb, both ways. */
export interface Phrase {
  read(cursor: Cursor, cluster: Cluster, at: number): Action
  write(written: Action): string
}

/** Terms, turns and orders are recorded in 32 bits. */
const MOST = 2 ** 31 - 1
const MOST_RECORDS = 2 ** 22 - 1
/** With fewer election timeouts, elections that go wrong by chance would count as a failure. */
const LEAST_CALM = 30
const MOST_CALM = 1_000_000

/** `S1→S2 Vote t3 ·2` */
export function messagePhrase(kind: ActionKind): Phrase {
  return {
    read: (cursor, { options }, at) => {
      const from = takeServer(cursor, options.servers)
      takeThe(cursor, '→')
      const to = takeServer(cursor, options.servers)
      if (from === to) refuse(cursor, `${serverName(from)} sends nothing to itself`, 'two servers')
      const topic = takeOneOf(cursor, MESSAGE_NAMES, 'message')
      return action(kind, at, from, to, topic, takeTerm(cursor), takeTurn(cursor), 0)
    },
    write: ({ server, peer, topic, term, turn }) => {
      const message = MESSAGE_NAMES[topic as 0]
      return `${serverName(server)}→${serverName(peer)} ${message}${term === 0 ? '' : ` t${term}`}${turnText(turn)}`
    },
  }
}

/** `S1 election` */
export const timerPhrase: Phrase = {
  read: (cursor, { options }, at) => {
    const server = takeServer(cursor, options.servers)
    return action(ActionKind.Timer, at, server, 0, takeOneOf(cursor, TIMER_NAMES, 'timer'), 0, 0, 0)
  },
  write: ({ server, topic }) => `${serverName(server)} ${TIMER_NAMES[topic as 0]}`,
}

/** `S1 log ·3` */
export function writePhrase(kind: ActionKind): Phrase {
  return {
    read: (cursor, { options }, at) => {
      const server = takeServer(cursor, options.servers)
      const file = takeOneOf(cursor, FILE_NAMES, 'file')
      return action(kind, at, server, 0, file, 0, takeTurn(cursor), 0)
    },
    write: ({ server, topic, turn }) => `${serverName(server)} ${FILE_NAMES[topic as 0]}${turnText(turn)}`,
  }
}

/** `S1 log ·3 after 1`: so many records of the write are left whole. */
export function tornPhrase(kind: ActionKind): Phrase {
  const { read, write } = writePhrase(kind)
  return {
    read: (cursor, cluster, at) => {
      const torn = read(cursor, cluster, at)
      takeThe(cursor, 'after')
      return { ...torn, value: takeNumber(cursor, 'number of records', 0, MOST_RECORDS) }
    },
    write: (written) => `${write(written)} after ${written.value}`,
  }
}

/** `S1 log segment 3`, or `S1 log` for the one that is to go first. */
export const segmentPhrase: Phrase = {
  read: (cursor, { options }, at) => {
    const server = takeServer(cursor, options.servers)
    const file = takeOneOf(cursor, FILE_NAMES, 'file')
    const segment = takeIf(cursor, 'segment') ? takeNumber(cursor, 'segment', 1, MOST) : 0
    return action(ActionKind.Remove, at, server, 0, file, 0, segment, 0)
  },
  write: ({ server, topic, turn }) =>
    `${serverName(server)} ${FILE_NAMES[topic as 0]}${turn === 0 ? '' : ` segment ${turn}`}`,
}

/** `S1` */
export function serverPhrase(kind: ActionKind): Phrase {
  return {
    read: (cursor, { options }, at) => action(kind, at, takeServer(cursor, options.servers), 0, 0, 0, 0, 0),
    write: ({ server }) => serverName(server),
  }
}

/** `S1`, or `S1 for good` */
export const crashPhrase: Phrase = {
  read: (cursor, { options }, at) => {
    const server = takeServer(cursor, options.servers)
    return action(ActionKind.Crash, at, server, 0, 0, 0, 0, takeForGood(cursor) ? 1 : 0)
  },
  write: ({ server, value }) => `${serverName(server)}${value === 1 ? ' for good' : ''}`,
}

/** `S1 for good`: a disk that is slow for a while only is nothing that a schedule needs to say. */
export const stallPhrase: Phrase = {
  read: (cursor, { options }, at) => {
    const server = takeServer(cursor, options.servers)
    takeThe(cursor, 'for')
    takeThe(cursor, 'good')
    return action(ActionKind.Stall, at, server, 0, 0, 0, 0, 0)
  },
  write: ({ server }) => `${serverName(server)} for good`,
}

/** `S1 clock by -300.000ms` */
export const jumpPhrase: Phrase = {
  read: (cursor, { options }, at) => {
    const server = takeServer(cursor, options.servers)
    takeThe(cursor, 'clock')
    takeThe(cursor, 'by')
    return action(ActionKind.Jump, at, server, 0, 0, 0, takeSignedTime(cursor, MOST), 0)
  },
  write: ({ server, turn }) => `${serverName(server)} clock by ${signedText(turn)}`,
}

/** `for 40 election timeouts` */
export const calmPhrase: Phrase = {
  read: (cursor, _cluster, at) => {
    takeThe(cursor, 'for')
    const timeouts = takeNumber(cursor, 'number of election timeouts', LEAST_CALM, MOST_CALM)
    takeThe(cursor, 'election')
    takeThe(cursor, 'timeouts')
    return action(ActionKind.Calm, at, 0, 0, 0, 0, 0, timeouts)
  },
  write: ({ value }) => `for ${value} election timeouts`,
}

function takeForGood(cursor: Cursor): boolean {
  if (!takeIf(cursor, 'for')) return false
  takeThe(cursor, 'good')
  return true
}

/** `S1 S2 ↔ S3`, or one way only: `S1 S2 → S3` */
export function linksPhrase(kind: ActionKind): Phrase {
  return {
    read: (cursor, { options }, at) => {
      const from = takeServers(cursor, options.servers)
      const arrow = takeWord(cursor, '↔ or →')
      if (arrow !== '↔' && arrow !== '→') {
        refuse(cursor, `${quoted(arrow)} stands where it does not belong`, '↔ or →')
      }
      const to = takeServers(cursor, options.servers)
      if (from === to && (from & (from - 1)) === 0) {
        refuse(cursor, `no link leads from ${serverNames(from)} to itself`, 'two servers')
      }
      const forGood = kind === ActionKind.Cut && takeForGood(cursor)
      return action(kind, at, from, to, 0, 0, 0, (arrow === '↔' ? 1 : 0) | (forGood ? FOR_GOOD : 0))
    },
    write: ({ server, peer, value }) =>
      `${serverNames(server)} ${(value & 1) === 1 ? '↔' : '→'} ${serverNames(peer)}${(value & FOR_GOOD) === 0 ? '' : ' for good'}`,
  }
}

/** `C1.1 at S2` */
export const askPhrase: Phrase = {
  read: (cursor, { options, operations }, at) => {
    const { session, serial } = takeOperation(cursor, operations)
    takeThe(cursor, 'at')
    return action(ActionKind.Ask, at, takeServer(cursor, options.servers), session, 0, serial, 0, 0)
  },
  write: ({ server, peer, term }) => `${operationName(peer, term)} at ${serverName(server)}`,
}

/** `C1.1 from S2 ·1` */
export function answerPhrase(kind: ActionKind): Phrase {
  return {
    read: (cursor, { options, operations }, at) => {
      const { session, serial } = takeOperation(cursor, operations)
      takeThe(cursor, 'from')
      const server = takeServer(cursor, options.servers)
      return action(kind, at, server, session, 0, serial, takeTurn(cursor), 0)
    },
    write: ({ server, peer, term, turn }) =>
      `${operationName(peer, term)} from ${serverName(server)}${turnText(turn)}`,
  }
}

/** `C1.1` */
export const abandonPhrase: Phrase = {
  read: (cursor, { operations }, at) => {
    const { session, serial } = takeOperation(cursor, operations)
    return action(ActionKind.Abandon, at, 0, session, 0, serial, 0, 0)
  },
  write: ({ peer, term }) => operationName(peer, term),
}

/** Takes `t3`; 0 where no term stands. */
function takeTerm(cursor: Cursor): number {
  return takeMarked(cursor, /^t/u, 'term', 't3')
}

/** Takes `·2`, or `#2`; 0 where no turn stands. */
function takeTurn(cursor: Cursor): number {
  return takeMarked(cursor, /^[·#]/u, 'turn', '·2')
}

function takeMarked(cursor: Cursor, mark: RegExp, what: string, example: string): number {
  const word = nextWord(cursor)
  if (word === undefined || !mark.test(word)) return 0
  const number = wholeNumber(word.slice(1))
  if (number !== undefined && number >= 1 && number <= MOST) {
    cursor.taken++
    return number
  }
  return refuse(cursor, `${quoted(word)} is no ${what}`, `one from 1 to ${MOST}, as in ${example}`)
}

function turnText(turn: number): string {
  return turn === 0 ? '' : ` ·${turn}`
}
