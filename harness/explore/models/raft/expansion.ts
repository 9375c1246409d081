import { fold, spread } from '../../../mix.ts'
import { addSuccessor, roomFor, type Successors } from '../../successors.ts'
import type { RaftOptions } from './bounds.ts'
import { withoutDeadIndices, withoutDeadVotes } from './dead-variables.ts'
import { contentOf, copiesOf, logLengthOf, ONE_COPY, termOf, WORDS } from './layout.ts'
import { symmetricPrint, type Renamings } from './symmetry.ts'

/** The state that is being expanded, and what is known of it: of its fingerprint, each server's and message's share. */
export interface Expansion {
  readonly servers: number
  readonly options: RaftOptions
  readonly renamings: Renamings | undefined
  words: Int32Array
  at: number
  length: number
  /** How many messages are in flight, copies counted. */
  inFlight: number
  /** By server: its share of the fingerprint's low and high word; and the sums over servers and messages. */
  readonly lows: Int32Array
  readonly highs: Int32Array
  low: number
  high: number
  successors: Successors
  readonly print: Int32Array
}

/** Reads the state at a place. */
export function openState(
  expansion: Expansion,
  words: Int32Array,
  at: number,
  length: number,
  successors: Successors,
): void {
  const { servers, lows, highs } = expansion
  expansion.words = words
  expansion.at = at
  expansion.length = length
  expansion.successors = successors
  let [low, high, inFlight] = [0, 0, 0]
  for (let server = 0; server < servers; server++) {
    const place = at + WORDS * server
    const [first, second, third] = [words[place], words[place + 1], words[place + 2]] as [
      number,
      number,
      number,
    ]
    low += lows[server] = lowOfServer(server, first, second, third)
    high += highs[server] = highOfServer(server, first, second, third)
  }
  for (let place = at + WORDS * servers; place < at + length; place++) {
    const sent = words[place] as number
    low += lowOfMessage(sent)
    high += highOfMessage(sent)
    inFlight += copiesOf(sent)
  }
  expansion.low = low | 0
  expansion.high = high | 0
  expansion.inFlight = inFlight
}

/**
 * Adds the state in which one server is other than before, a message was taken from the place `taken` (-1: none) and
 * another one sent (0: none); unless that is out of bounds.
 */
export function addState(
  expansion: Expansion,
  server: number,
  first: number,
  log: number,
  indices: number,
  taken: number,
  sent: number,
  action: number,
): void {
  const { options, successors, servers, words, at } = expansion
  const messages = expansion.inFlight + (taken < 0 ? 0 : -1) + (sent === 0 ? 0 : 1)
  const same = sent === 0 ? -1 : placeOf(expansion, sent)
  if (
    termOf(first) > options.terms ||
    logLengthOf(first) > options.entries ||
    (sent !== 0 && messages > options.messages) ||
    (same >= 0 && copiesOf(words[same] as number) >= options.copies)
  ) {
    successors.generated += 1
    return
  }
  const dead = options.deadVariables === true
  const one = dead ? withoutDeadVotes(first) : first
  const third = dead ? withoutDeadIndices(first, indices, server, servers) : indices
  const row = roomFor(successors, expansion.length + 1)
  const to = successors.words
  for (let i = 0; i < expansion.length; i++) to[row + i] = words[at + i] as number
  const place = row + WORDS * server
  to[place] = one
  to[place + 1] = log
  to[place + 2] = third
  let low = expansion.low - (expansion.lows[server] as number) + lowOfServer(server, one, log, third)
  let high = expansion.high - (expansion.highs[server] as number) + highOfServer(server, one, log, third)
  let end = row + expansion.length
  if (sent !== 0) {
    const its = same < 0 ? end++ : same - at + row
    const before = same < 0 ? 0 : (to[its] as number)
    const after = same < 0 ? sent : before + ONE_COPY
    to[its] = after
    low += lowOfMessage(after) - (same < 0 ? 0 : lowOfMessage(before))
    high += highOfMessage(after) - (same < 0 ? 0 : highOfMessage(before))
  }
  if (taken >= 0) {
    const its = taken - at + row
    const before = to[its] as number
    low -= lowOfMessage(before)
    high -= highOfMessage(before)
    if (before >= ONE_COPY) {
      to[its] = before - ONE_COPY
      low += lowOfMessage(before - ONE_COPY)
      high += highOfMessage(before - ONE_COPY)
    } else {
      to[its] = to[--end] as number
    }
  }
  finish(expansion, row, end - row, low, high, action)
}

function finish(
  { renamings, successors, print }: Expansion,
  row: number,
  length: number,
  low: number,
  high: number,
  action: number,
): void {
  if (renamings === undefined) {
    addSuccessor(successors, length, spread(low), spread(high), action, 0)
    return
  }
  symmetricPrint(renamings, successors.words, row, length, print)
  addSuccessor(successors, length, print[0] as number, print[1] as number, action, 0)
}

/** Where a message of the same content stands; -1: none is in flight. */
function placeOf({ words, at, length, servers }: Expansion, sent: number): number {
  for (let place = at + WORDS * servers; place < at + length; place++) {
    if (contentOf(words[place] as number) === sent) return place
  }
  return -1
}

/** A server's share of the fingerprint's low word, and of its high one. */
function lowOfServer(server: number, first: number, log: number, indices: number): number {
  return spread(fold(fold(fold(0x2545f491 + server, first), log), indices))
}

function highOfServer(server: number, first: number, log: number, indices: number): number {
  return spread(
    Math.imul(fold(fold(fold(0x6c078965 - server, indices), first ^ 0x5bd1e995), log), 0x85ebca6b),
  )
}

/** A message's share of the fingerprint's low word, and of its high one. */
function lowOfMessage(sent: number): number {
  return spread(fold(0x1b873593, sent))
}

function highOfMessage(sent: number): number {
  return spread(fold(fold(0x38495ab5, sent), 0x52dce729))
}
