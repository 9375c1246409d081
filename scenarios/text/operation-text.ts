import { Operation, type Command } from '../../core/command.ts'
import { MachineKind } from '../../core/options.ts'
import { keyName, operationName } from '../../harness/world/names.ts'
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
import { operationIn } from './name-text.ts'

/** What people call what a client may ask, by number. */
export const OPERATION_NAMES = ['read', 'write', 'swap', 'append'] as const satisfies {
  [O in Operation]: string
}

/** What each machine can be asked; it would take any other operation for one of these. */
export const OPERATIONS_OF: { readonly [M in MachineKind]: readonly Operation[] } = {
  [MachineKind.KeyValue]: [Operation.Read, Operation.Write, Operation.Swap],
  [MachineKind.AppendList]: [Operation.Read, Operation.Append],
}

const MOST_SESSIONS = 100
const MOST_SERIALS = 100_000
const MOST_KEYS = 1023
const MOST_VALUE = 2 ** 31 - 1

/** Reads `operation C1.1 swap k1 5 to 6`. */
export function readOperation(cursor: Cursor): Command {
  takeThe(cursor, 'operation')
  const { session, serial } = takeName(cursor)
  const operation = takeOneOf(cursor, OPERATION_NAMES, 'operation') as Operation
  const key = takeKey(cursor)
  const first = operation === Operation.Read ? 0 : takeValue(cursor)
  const swapped = operation === Operation.Swap
  if (swapped) takeThe(cursor, 'to')
  const command = {
    session,
    serial,
    operation,
    key,
    value: swapped ? takeValue(cursor) : first,
    expected: swapped ? first : 0,
  }
  takeEnd(cursor)
  return command
}

/** The header line of an operation. */
export function operationText({ session, serial, operation, key, value, expected }: Command): string {
  const head = `operation ${operationName(session, serial)} ${OPERATION_NAMES[operation]} ${keyName(key)}`
  if (operation === Operation.Read) return head
  return operation === Operation.Swap ? `${head} ${expected} to ${value}` : `${head} ${value}`
}

function takeName(cursor: Cursor): { session: number; serial: number } {
  const expected = `a name from C1.1 to C${MOST_SESSIONS}.${MOST_SERIALS}`
  const word = takeWord(cursor, expected)
  const name = operationIn(word)
  if (name !== undefined && name.session < MOST_SESSIONS && name.serial <= MOST_SERIALS) return name
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
