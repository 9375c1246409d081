import { Operation, type Command } from '../../../core/command.ts'
import type { Written } from '../../../core/journal/written.ts'
import { Role } from '../../../core/server.ts'
import { deserialise } from '../../../core/snapshots/serialise.ts'
import { itemAt, type Vector } from '../../../core/vector.ts'
import { spread } from '../../mix.ts'
import { renamedList, renamedServer, renamedSet, type Renaming } from './renaming.ts'

/** Which parts of a value are looked at. */
export interface Canon {
  /** Fields that are left out: they matter for nothing that is checked. */
  readonly ignored: ReadonlySet<string>
  /** Whether what a server keeps and, in its role, never looks at again is left out. */
  readonly withoutDead: boolean
  /** Whether a snapshot's bytes are read, because they name servers who have other names elsewhere. */
  readonly readsSnapshots: boolean
}

/**
 * Fields that no search looks at. How an entry came to be on disk and what spares work are no part of what a server is:
 * its disk is told by the server that starts from it. Turns and positions name things in a schedule.
 */
export const NEVER_LOOKED_AT: readonly string[] = [
  'options',
  'arms',
  'journal',
  'runs',
  'landmarks',
  'cluster',
  'position',
  'turn',
]

/** Fields that hold a server's number, wherever they stand; less than 0 where there is none. */
const SERVERS = new Set(['id', 'server', 'from', 'to', 'votedFor', 'leader', 'asker'])
/** Fields that hold a set of servers. */
const SETS = new Set(['votes', 'awaiting', 'contacted', 'voters', 'outgoing', 'learners', 'servers'])
/** Lists that are by server. */
const BY_SERVER = new Set(['nextIndex', 'matchIndex', 'inFlight', 'sending', 'roundAnswered', 'byServer'])

/** Which of the two words of a digest is made. */
export type Lane = 0 | 1
const MULTIPLIERS = [0x9e3779b1, 0x85ebca77] as const
const SEEDS = [0x243f6a88, 0x13198a2e] as const

/**
 * One word of the digest of a plain value of the core, or of a monitor's memory, with its servers under other names: equal
 * values give equal digests, however they came about. Names are told by the fields that they stand in.
 */
export function contentDigest(value: unknown, renaming: Renaming, canon: Canon, lane: Lane): number {
  return spread(digestOf(value, { renaming, canon, lane, multiplier: MULTIPLIERS[lane] }))
}

interface Walk {
  readonly renaming: Renaming
  readonly canon: Canon
  readonly lane: Lane
  readonly multiplier: number
}

function fold({ multiplier }: Walk, hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, multiplier)
  return mixed ^ (mixed >>> 15)
}

function digestOf(value: unknown, walk: Walk): number {
  const seed = SEEDS[walk.lane]
  if (typeof value === 'number') return fold(walk, seed ^ 1, value)
  if (typeof value === 'boolean') return fold(walk, seed ^ 2, value ? 1 : 0)
  if (value === null || value === undefined) return fold(walk, seed ^ 3, value === null ? 0 : 1)
  if (typeof value === 'string') return textDigest(value, walk)
  if (value instanceof Uint8Array) return bytesDigest(value, walk)
  if (Array.isArray(value)) return listDigest(value, walk)
  const whole = value as Record<string, unknown>
  return isVector(whole) ? vectorDigest(whole, 0, walk) : objectDigest(whole, walk)
}

function isVector(value: object): value is Vector<unknown> {
  return 'shift' in value && 'tail' in value
}

function listDigest(list: readonly unknown[], walk: Walk): number {
  let hash = fold(walk, SEEDS[walk.lane] ^ 4, list.length)
  for (const item of list) hash = fold(walk, hash, digestOf(item, walk))
  return hash
}

function vectorDigest(vector: Vector<unknown>, from: number, walk: Walk): number {
  let hash = fold(walk, SEEDS[walk.lane] ^ 4, vector.length - from)
  for (let place = from; place < vector.length; place++)
    hash = fold(walk, hash, digestOf(itemAt(vector, place), walk))
  return hash
}

/** In whatever order the fields were laid out. */
function objectDigest(value: Record<string, unknown>, walk: Walk): number {
  const { canon } = walk
  const isCommand = 'operation' in value && 'expected' in value
  const isServer = 'role' in value && 'votes' in value
  let sum = SEEDS[walk.lane] ^ 5
  for (const field in value) {
    if (canon.ignored.has(field)) continue
    if (isServer && canon.withoutDead && isDead(field, value['role'] as Role)) continue
    const its = isCommand
      ? commandFieldDigest(field, value as unknown as Command, walk)
      : fieldDigest(field, value[field], value, walk)
    sum += spread(fold(walk, textDigest(field, walk), its))
  }
  return sum | 0
}

/** Votes are counted by candidates only. All else that only a leader looks at, others do not keep. */
function isDead(field: string, role: Role): boolean {
  return field === 'votes' && role !== Role.Candidate && role !== Role.PreCandidate
}

function fieldDigest(field: string, its: unknown, whole: Record<string, unknown>, walk: Walk): number {
  const { renaming } = walk
  if (typeof its === 'number') {
    if (SERVERS.has(field)) return digestOf(renamedServer(renaming, its), walk)
    if (SETS.has(field)) return digestOf(renamedSet(renaming, its), walk)
    return digestOf(its, walk)
  }
  if (field === 'written') return writtenDigest(its as Written, walk)
  if (Array.isArray(its) && BY_SERVER.has(field)) return listDigest(renamedList(renaming, its), walk)
  if (field === 'entries' && 'baseIndex' in whole)
    return vectorDigest(its as Vector<unknown>, whole['baseIndex'] as number, walk)
  return digestOf(its, walk)
}

/** How far the log's file is behind what was written to it; how much was written before is no matter. */
function writtenDigest({ last, durable, superseded }: Written, walk: Walk): number {
  return listDigest([last - durable, last - Math.max(durable, superseded)], walk)
}

/** The members to be, or the leader to be, are named in what is asked. */
function commandFieldDigest(field: string, command: Command, walk: Walk): number {
  const its = command[field as keyof Command]
  const { operation } = command
  const names = field === 'value' || field === 'expected'
  if (names && operation === Operation.Reconfigure) return digestOf(renamedSet(walk.renaming, its), walk)
  if (field === 'value' && operation === Operation.TransferLeadership)
    return digestOf(renamedServer(walk.renaming, its), walk)
  return digestOf(its, walk)
}

/** A snapshot says who is a member. */
function bytesDigest(bytes: Uint8Array, walk: Walk): number {
  if (walk.canon.readsSnapshots && bytes.length > 0) return digestOf(deserialise(bytes), walk)
  let hash = fold(walk, SEEDS[walk.lane] ^ 6, bytes.length)
  for (const byte of bytes) hash = fold(walk, hash, byte)
  return hash
}

const KNOWN_TEXTS: readonly Map<string, number>[] = [new Map(), new Map()]

function textDigest(text: string, walk: Walk): number {
  const known = KNOWN_TEXTS[walk.lane] as Map<string, number>
  let hash = known.get(text)
  if (hash !== undefined) return hash
  hash = fold(walk, SEEDS[walk.lane] ^ 7, text.length)
  for (let place = 0; place < text.length; place++) hash = fold(walk, hash, text.charCodeAt(place))
  known.set(text, hash)
  return hash
}
