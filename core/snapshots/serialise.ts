import type { List, Value } from '../command.ts'
import type { MachineState } from '../machines/machine.ts'
import type { Configuration } from '../membership/configuration.ts'
import type { Session, Sessions } from '../sessions/sessions.ts'

/** All that a snapshot must hold: what every server has in common once it has applied the same entries. */
export interface ReplicatedState {
  readonly configuration: Configuration
  readonly sessions: Sessions
  readonly machine: Readonly<MachineState>
}

const ValueTag = { None: 0, Number: 1, List: 2 } as const

/** Writes a state as bytes: equal states give equal bytes, and the bytes are all it takes to have the state again. */
export function serialise({ configuration, sessions, machine }: ReplicatedState): Uint8Array {
  const bytes: number[] = []
  const { voters, outgoing, learners } = configuration
  for (const set of [voters, outgoing, learners]) writeNumber(bytes, set)
  writeNumber(bytes, sessions.time)
  writeNumber(bytes, sessions.list.length)
  for (const session of sessions.list) writeSession(bytes, session)
  writeNumber(bytes, machine.length)
  for (const value of machine) writeValue(bytes, value)
  return new Uint8Array(bytes)
}

/** Reads a state back from the bytes that `serialise` wrote. */
export function deserialise(bytes: Uint8Array): ReplicatedState {
  const source: Source = { bytes, taken: 0 }
  const configuration = {
    voters: readNumber(source),
    outgoing: readNumber(source),
    learners: readNumber(source),
  }
  const sessions = { time: readNumber(source), list: readAll(source, readSession) }
  return { configuration, sessions, machine: readAll(source, readValue) }
}

/** Bytes, and how many of them are read. */
interface Source {
  readonly bytes: Uint8Array
  taken: number
}

function readAll<T>(source: Source, read: (source: Source) => T): T[] {
  return Array.from({ length: readNumber(source) }, () => read(source))
}

function writeSession(bytes: number[], { session, registration, serial, value, active }: Session): void {
  for (const number of [session, registration, serial, active]) writeNumber(bytes, number)
  writeValue(bytes, value)
}

function readSession(source: Source): Session {
  const session = readNumber(source)
  const registration = readNumber(source)
  const serial = readNumber(source)
  const active = readNumber(source)
  return { session, registration, serial, value: readValue(source), active }
}

function writeValue(bytes: number[], value: Value): void {
  if (value === undefined) {
    bytes.push(ValueTag.None)
  } else if (typeof value === 'number') {
    bytes.push(ValueTag.Number)
    writeNumber(bytes, value)
  } else {
    bytes.push(ValueTag.List)
    writeNumber(bytes, value.length)
    for (const item of oldestFirst(value)) writeNumber(bytes, item)
  }
}

function readValue(source: Source): Value {
  const tag = source.bytes[source.taken++]
  if (tag === ValueTag.None) return undefined
  if (tag === ValueTag.Number) return readNumber(source)
  let list: List | undefined
  for (let length = readNumber(source); length > 0; length--) {
    list = { last: readNumber(source), length: (list?.length ?? 0) + 1, before: list }
  }
  return list
}

function oldestFirst(list: List): number[] {
  const items = new Array<number>(list.length)
  let rest: List | undefined = list
  for (let place = list.length - 1; rest !== undefined; place--, rest = rest.before) items[place] = rest.last
  return items
}

/** Seven bits a byte, the lowest first; a number's sign is its lowest bit. Numbers of more than 31 bits do not occur. */
function writeNumber(bytes: number[], number: number): void {
  let rest = ((number << 1) ^ (number >> 31)) >>> 0
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  bytes.push(rest)
}

function readNumber(source: Source): number {
  let folded = 0
  for (let shift = 0; ; shift += 7) {
    const byte = source.bytes[source.taken++] as number
    folded |= (byte & 0x7f) << shift
    if (byte <= 0x7f) return (folded >>> 1) ^ -(folded & 1)
  }
}
