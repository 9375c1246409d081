import { Operation, type Command } from '../../../core/command.ts'
import type { Written } from '../../../core/journal/written.ts'
import { Role } from '../../../core/server.ts'
import { deserialise } from '../../../core/snapshots/serialise.ts'
import { itemAt, type Vector } from '../../../core/vector.ts'
import { spread } from '../../mix.ts'
import { fieldNamed, FieldKind, type Field } from './fields.ts'
import { renamedServer, renamedSet, type Renaming } from './renaming.ts'

/** Which parts of a value are looked at. */
export interface Canon {
  /** Whether what a server keeps and, in its role, never looks at again is left out. */
  readonly withoutDead: boolean
  /** Whether a snapshot's bytes are read, because they name servers who have other names elsewhere. */
  readonly readsSnapshots: boolean
}

/** 64 bits that stand for a value, in two words. */
export type Digest = readonly [low: number, high: number]

/**
 * The digest of a plain value of the core, or of what matters of a monitor's memory, with its servers under other names:
 * equal values give equal digests, however they came about. Names are told by the fields that they stand in.
 */
export function contentDigest(value: unknown, renaming: Renaming, canon: Canon): Digest {
  const walk: Walk = { renaming, canon, low: 0, high: 0 }
  digest(value, walk)
  return [spread(walk.low), spread(walk.high)]
}

/** What is being digested, and the two words of what was digested last. */
interface Walk {
  readonly renaming: Renaming
  readonly canon: Canon
  low: number
  high: number
}

/** What kind of value it is. */
const Tag = { Number: 0, Boolean: 1, Nothing: 2, List: 3, Object: 4, Bytes: 5, Text: 6 } as const
/** By kind: where its digest begins, in either word; far apart, so that no two kinds are taken for each other. */
const LOW_SEEDS = Object.values(Tag).map((tag) => spread(0x243f6a88 + tag))
const HIGH_SEEDS = Object.values(Tag).map((tag) => spread(0x13198a2e - tag))

function foldLow(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

function foldHigh(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x85ebca77)
  return mixed ^ (mixed >>> 13)
}

function digestWord(walk: Walk, tag: number, word: number): void {
  walk.low = foldLow(LOW_SEEDS[tag] as number, word)
  walk.high = foldHigh(HIGH_SEEDS[tag] as number, word)
}

function digest(value: unknown, walk: Walk): void {
  if (typeof value === 'number') digestWord(walk, Tag.Number, value)
  else if (typeof value === 'boolean') digestWord(walk, Tag.Boolean, value ? 1 : 0)
  else if (value === null || value === undefined) digestWord(walk, Tag.Nothing, value === null ? 0 : 1)
  else if (typeof value === 'string') digestText(value, walk)
  else if (Array.isArray(value)) digestItems(value, walk)
  else if (isVector(value)) digestVector(value, 0, walk)
  else digestObject(value as Record<string, unknown>, walk)
}

function digestText(text: string, walk: Walk): void {
  const { low, high } = fieldNamed(text)
  walk.low = foldLow(LOW_SEEDS[Tag.Text] as number, low)
  walk.high = foldHigh(HIGH_SEEDS[Tag.Text] as number, high)
}

function isVector(value: object): value is Vector<unknown> {
  return 'shift' in value && 'tail' in value
}

function digestItems(list: readonly unknown[], walk: Walk): void {
  let low = foldLow(LOW_SEEDS[Tag.List] as number, list.length)
  let high = foldHigh(HIGH_SEEDS[Tag.List] as number, list.length)
  for (let i = 0; i < list.length; i++) {
    digest(list[i], walk)
    low = foldLow(low, walk.low)
    high = foldHigh(high, walk.high)
  }
  walk.low = low
  walk.high = high
}

function digestVector(vector: Vector<unknown>, from: number, walk: Walk): void {
  let low = foldLow(LOW_SEEDS[Tag.List] as number, vector.length - from)
  let high = foldHigh(HIGH_SEEDS[Tag.List] as number, vector.length - from)
  for (let place = from; place < vector.length; place++) {
    digest(itemAt(vector, place), walk)
    low = foldLow(low, walk.low)
    high = foldHigh(high, walk.high)
  }
  walk.low = low
  walk.high = high
}

/** In whatever order the fields were laid out. */
function digestObject(value: Record<string, unknown>, walk: Walk): void {
  const isCommand = 'operation' in value && 'expected' in value
  const dead = walk.canon.withoutDead && 'votes' in value && 'role' in value && !countsVotes(value['role'])
  let low = LOW_SEEDS[Tag.Object] as number
  let high = HIGH_SEEDS[Tag.Object] as number
  for (const name in value) {
    const field = fieldNamed(name)
    if (field.kind === FieldKind.Ignored || (dead && name === 'votes')) continue
    if (name === 'bytes') digestBytes(value, walk)
    else if (isCommand) digestOfCommand(name, value as unknown as Command, walk)
    else digestField(field, value[name], value, walk)
    low += spread(foldLow(field.low, walk.low))
    high += spread(foldHigh(field.high, walk.high))
  }
  walk.low = low | 0
  walk.high = high | 0
}

/** Votes are counted by candidates only. All else that only a leader looks at, others do not keep. */
function countsVotes(role: unknown): boolean {
  return role === Role.Candidate || role === Role.PreCandidate
}

function digestField({ kind }: Field, its: unknown, whole: Record<string, unknown>, walk: Walk): void {
  const { renaming } = walk
  if (kind === FieldKind.Plain) digest(its, walk)
  else if (kind === FieldKind.Server && typeof its === 'number')
    digestWord(walk, Tag.Number, renamedServer(renaming, its))
  else if (kind === FieldKind.Set && typeof its === 'number')
    digestWord(walk, Tag.Number, renamedSet(renaming, its))
  else if (kind === FieldKind.ByServer && Array.isArray(its)) digestByServer(its, walk)
  else if (kind === FieldKind.Written) digestWritten(its as Written, walk)
  else if (kind === FieldKind.Entries && 'baseIndex' in whole)
    digestVector(its as Vector<unknown>, whole['baseIndex'] as number, walk)
  else digest(its, walk)
}

/** A list by server, of which each item goes with the name of its server; an empty one has none. */
function digestByServer(list: readonly unknown[], walk: Walk): void {
  const { names } = walk.renaming
  let low = foldLow(LOW_SEEDS[Tag.List] as number, list.length)
  let high = foldHigh(HIGH_SEEDS[Tag.List] as number, list.length)
  for (let server = 0; server < list.length; server++) {
    const name = names[server] as number
    digest(list[server], walk)
    low += spread(foldLow(name, walk.low))
    high += spread(foldHigh(name, walk.high))
  }
  walk.low = low | 0
  walk.high = high | 0
}

/** How far the log's file is behind what was written to it; how much was written before is no matter. */
function digestWritten({ last, durable, superseded }: Written, walk: Walk): void {
  digestItems([last - durable, last - Math.max(durable, superseded)], walk)
}

/** The members to be, or the leader to be, are named in what is asked. */
function digestOfCommand(name: string, command: Command, walk: Walk): void {
  const its = command[name as keyof Command]
  const { operation } = command
  const names = name === 'value' || name === 'expected'
  if (names && operation === Operation.Reconfigure)
    digestWord(walk, Tag.Number, renamedSet(walk.renaming, its))
  else if (name === 'value' && operation === Operation.TransferLeadership)
    digestWord(walk, Tag.Number, renamedServer(walk.renaming, its))
  else digestWord(walk, Tag.Number, its)
}

/** A snapshot says who is a member. A part of one cannot be read: where servers have other names, it is not enough. */
function digestBytes(whole: Record<string, unknown>, walk: Walk): void {
  const bytes = whole['bytes'] as Uint8Array
  if (walk.canon.readsSnapshots && bytes.length > 0) {
    if ('offset' in whole && (whole['offset'] !== 0 || whole['done'] !== true)) throw new RangeError(PARTLY)
    digest(deserialise(bytes), walk)
    return
  }
  let low = foldLow(LOW_SEEDS[Tag.Bytes] as number, bytes.length)
  let high = foldHigh(HIGH_SEEDS[Tag.Bytes] as number, bytes.length)
  for (let i = 0; i < bytes.length; i++) {
    low = foldLow(low, bytes[i] as number)
    high = foldHigh(high, bytes[i] as number)
  }
  walk.low = low
  walk.high = high
}

const PARTLY =
  'a part of a snapshot does not tell whom the snapshot names: servers can be told apart by what they are only where snapshots travel whole (a larger snapshotChunk)'
