import { Operation, type Command } from '../../core/command.ts'
import { MachineKind } from '../../core/options.ts'
import { keyName, operationName, serverName } from '../../harness/world/names.ts'
import { quoted } from './characters.ts'
import {
  refuse,
  takeEnd,
  takeNumber,
  takeOneOf,
  takeThe,
  takeWord,
  wholeNumber,
  type Cursor,
} from './cursor.ts'
import { membersText, takeMembers } from './members-text.ts'
import { operationIn, takeServer } from './name-text.ts'

/** What a header may list; clients register by themselves. */
export type Listed = Exclude<Operation, typeof Operation.Register>

/** What people call what a client may ask, by number. */
export const OPERATION_NAMES = [
  'read',
  'write',
  'swap',
  'append',
  'reconfigure',
  'transfer',
] as const satisfies { [O in Listed]: string }

/** What each machine can be asked; it would take any other operation on it for one of these. */
export const OPERATIONS_OF: { readonly [M in MachineKind]: readonly Listed[] } = {
  [MachineKind.KeyValue]: [Operation.Read, Operation.Write, Operation.Swap],
  [MachineKind.AppendList]: [Operation.Read, Operation.Append],
}

const MOST_SESSIONS = 100
const MOST_SERIALS = 100_000
const MOST_KEYS = 1023
const MOST_VALUE = 2 ** 31 - 1

/** What an operation is about. */
type Deed = Pick<Command, 'key' | 'value' | 'expected'>

/** Reads `operation C1.1 swap k1 5 to 6`. */
export function readOperation(cursor: Cursor, servers: number): Command {
  takeThe(cursor, 'operation')
  const { session, serial } = takeName(cursor)
  const operation = takeOneOf(cursor, OPERATION_NAMES, 'operation') as Listed
  const { key, value, expected } = takeDeed(cursor, operation, servers)
  takeEnd(cursor)
  return { session, serial, registration: 0, operation, key, value, expected }
}

/** The header line of an operation. */
export function operationText(command: Command): string {
  const { session, serial, operation } = command
  return `operation ${operationName(session, serial)} ${OPERATION_NAMES[operation as Listed]} ${deedText(command)}`
}

function takeDeed(cursor: Cursor, operation: Listed, servers: number): Deed {
  switch (operation) {
    case Operation.Read:
      return { key: takeKey(cursor), value: 0, expected: 0 }
    case Operation.Write:
    case Operation.Append:
      return { key: takeKey(cursor), value: takeValue(cursor), expected: 0 }
    case Operation.Swap:
      return takeSwap(cursor)
    case Operation.Reconfigure:
      return takeChange(cursor, servers)
    case Operation.TransferLeadership:
      return { key: 0, value: takeServer(cursor, servers), expected: 0 }
  }
}

function takeSwap(cursor: Cursor): Deed {
  const key = takeKey(cursor)
  const expected = takeValue(cursor)
  takeThe(cursor, 'to')
  return { key, value: takeValue(cursor), expected }
}

function takeChange(cursor: Cursor, servers: number): Deed {
  takeThe(cursor, 'voters')
  const { voters, outgoing, learners } = takeMembers(cursor, servers)
  if (outgoing !== 0) {
    refuse(cursor, 'a change of members names outgoing voters', 'the voters and the learners that are to be')
  }
  return { key: 0, value: voters, expected: learners }
}

function deedText({ operation, key, value, expected }: Command): string {
  switch (operation as Listed) {
    case Operation.Read:
      return keyName(key)
    case Operation.Write:
    case Operation.Append:
      return `${keyName(key)} ${value}`
    case Operation.Swap:
      return `${keyName(key)} ${expected} to ${value}`
    case Operation.Reconfigure:
      return membersText({ voters: value, outgoing: 0, learners: expected })
    case Operation.TransferLeadership:
      return serverName(value)
  }
}

function takeName(cursor: Cursor): { session: number; serial: number } {
  const expected = `a name from C1.1 to C${MOST_SESSIONS}.${MOST_SERIALS}`
  const word = takeWord(cursor, expected)
  const name = operationIn(word)
  if (name !== undefined && name.session < MOST_SESSIONS && name.serial > 0 && name.serial <= MOST_SERIALS)
    return name
  return refuse(cursor, `${quoted(word)} is no name of an operation`, expected)
}

function takeKey(cursor: Cursor): number {
  const expected = `a key from k1 to k${MOST_KEYS}`
  const word = takeWord(cursor, expected)
  const key = word.startsWith('k') ? wholeNumber(word.slice(1)) : undefined
  return key !== undefined && key >= 1 && key <= MOST_KEYS
    ? key - 1
    : refuse(cursor, `${quoted(word)} is no key`, expected)
}

function takeValue(cursor: Cursor): number {
  return takeNumber(cursor, 'value', 0, MOST_VALUE)
}
