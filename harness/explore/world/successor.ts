import { spread } from '../../mix.ts'
import { addSuccessor, roomFor } from '../successors.ts'
import { chronicle, Deed } from './chronicle.ts'
import { isDead } from './dead-messages.ts'
import { type Expansion } from './expansion.ts'
import { fingerprint } from './fingerprint.ts'
import { compared } from './interner.ts'
import { judge } from './ledgers.ts'
import { lookOutAtEnd } from './look-out-at-end.ts'
import { lookUp, noteDown } from './pair-table.ts'
import { FAILED, withAnswersOf, wordOf, type Reactions } from './reactions.ts'
import { lookOut } from './search-lookout.ts'
import { exchange, gain, lose, Thing } from './sums.ts'
import { HEAD, MESSAGE, ReactionWord, RowWord, SEAT, SeatWord } from './layout.ts'

/** So many bits hold who found something: its place among the monitors, from 1. */
const FINDER_BITS = 5

const print = new Int32Array(2)

/**
 * Adds the state that a server's reaction leads to, unless it is out of bounds. `taken`: where the message stands that is
 * used up; -1: none is. `clients` and `spent`: as they are then, the answers of the reaction aside.
 */
export function addReactionOf(
  expansion: Expansion,
  server: number,
  reaction: number,
  taken: number,
  clients: number,
  spent: number,
  action: number,
): void {
  const { reactions, successors, words, at, servers, bounds } = expansion
  const to = wordOf(reactions, reaction, ReactionWord.To)
  const before = words[at + server] as number
  if (to === FAILED) {
    addFailure(expansion, action)
    return
  }
  const { ofSeats } = reactions
  const given =
    wordOf(reactions, reaction, ReactionWord.AnswersCount) > 0
      ? withAnswersOf(reactions, clients, reaction)
      : clients
  const { lookout } = expansion
  if (changesNothing(expansion, before, to, reaction, given)) {
    successors.generated += 1
    if (lookout !== undefined) lookOut(lookout, reaction, action, server, words, at)
    return
  }
  const seatWords = ofSeats.words
  if (
    (seatWords[SEAT * to + SeatWord.Term] as number) > bounds.terms ||
    (seatWords[SEAT * to + SeatWord.Entries] as number) > bounds.entries
  ) {
    successors.generated += 1
    return
  }
  const ledger = ledgerAfter(expansion, expansion.ledger, reaction)
  expansion.sums.changed = 0
  const place = roomFor(successors, expansion.length + wordOf(reactions, reaction, ReactionWord.SentCount))
  const row = successors.words
  for (let i = 0; i < servers; i++) row[place + i] = words[at + i] as number
  row[place + server] = to
  exchange(expansion.sums, Thing.Seat, before, to)
  setHead(expansion, row, place + servers, given, ledger >>> FINDER_BITS, spent)
  const end = sendOff(expansion, row, place, server, to, taken, reaction)
  if (end - place - servers - HEAD > bounds.messages) {
    successors.generated += 1
    return
  }
  if (lookout !== undefined) lookOut(lookout, reaction, action, server, row, place)
  close(expansion, end - place, spent, action, ledger)
}

/** Adds the state in which only the clients are others, and perhaps a message is gone. */
export function addChange(
  expansion: Expansion,
  reaction: number,
  taken: number,
  clients: number,
  spent: number,
  action: number,
): void {
  const { successors, sums, words, at, length, servers, lookout } = expansion
  const head = at + servers
  const ledger =
    reaction < 0
      ? (words[head + RowWord.Ledger] as number) << FINDER_BITS
      : ledgerAfter(expansion, words[head + RowWord.Ledger] as number, reaction)
  expansion.sums.changed = 0
  const place = roomFor(successors, length)
  const row = successors.words
  for (let i = 0; i < servers; i++) row[place + i] = words[at + i] as number
  setHead(expansion, row, place + servers, clients, ledger >>> FINDER_BITS, spent)
  let end = place + servers + HEAD
  for (let i = head + HEAD; i < at + length; i++) {
    const message = words[i] as number
    if (i === taken) lose(sums, Thing.Message, message)
    else row[end++] = message
  }
  if (lookout !== undefined && reaction >= 0) lookOut(lookout, reaction, action, -1, row, place)
  close(expansion, end - place, spent, action, ledger)
}

/** Adds the row that was written, with its fingerprint and who found something on the way to it. */
function close(
  { reactions, sums, successors }: Expansion,
  length: number,
  spent: number,
  action: number,
  ledger: number,
): void {
  fingerprint(reactions, sums, successors.words, successors.end, spent, print)
  addSuccessor(
    successors,
    length,
    print[0] as number,
    print[1] as number,
    action,
    ledger & ((1 << FINDER_BITS) - 1),
  )
}

/** A state that cannot be gone on from: a server threw an error. */
function addFailure({ successors, ledgers, words, at, length }: Expansion, action: number): void {
  const place = roomFor(successors, length)
  for (let i = 0; i < length; i++) successors.words[place + i] = words[at + i] as number
  addSuccessor(successors, length, spread(action), spread(~action), action, ledgers.remembered.length + 1)
}

/**
 * Whether a message has no effect where it arrives, so that it need not: what is lost, or late for ever, is covered by
 * not arriving. That is so only where nobody counts what is in flight.
 */
function changesNothing(
  { reactions, reductions, bounds, words, at, servers }: Expansion,
  before: number,
  to: number,
  reaction: number,
  clients: number,
): boolean {
  return (
    reductions.deadMessages &&
    before === to &&
    bounds.messages === Infinity &&
    wordOf(reactions, reaction, ReactionWord.SentCount) === 0 &&
    clients === words[at + servers + RowWord.Clients]
  )
}

function setHead(
  expansion: Expansion,
  row: Int32Array,
  place: number,
  clients: number,
  ledger: number,
  spent: number,
): void {
  const { sums, words, at, servers } = expansion
  const head = at + servers
  exchange(sums, Thing.Clients, words[head + RowWord.Clients] as number, clients)
  exchange(sums, Thing.Ledger, words[head + RowWord.Ledger] as number, ledger)
  row[place + RowWord.Clients] = clients
  row[place + RowWord.Ledger] = ledger
  row[place + RowWord.Spent] = spent
}

/** Writes the messages that are in flight behind a reaction, and says where they end. */
function sendOff(
  expansion: Expansion,
  row: Int32Array,
  place: number,
  server: number,
  to: number,
  taken: number,
  reaction: number,
): number {
  const { reactions, words, at, length, servers, dropsResponses, sums } = expansion
  const first = place + servers + HEAD
  const drops = dropsResponses && isOther(reactions, words[at + server] as number, to)
  let end = first
  for (let i = at + servers + HEAD; i < at + length; i++) {
    const message = words[i] as number
    const dies = i !== taken && drops && isDead(reactions, message, server, to)
    if (i === taken || dies) lose(sums, Thing.Message, message)
    else row[end++] = message
    if (dies) noteDeath(expansion, message, row, place)
  }
  const sentAt = wordOf(reactions, reaction, ReactionWord.SentAt)
  const count = wordOf(reactions, reaction, ReactionWord.SentCount)
  for (let i = 0; i < count; i++) {
    const message = reactions.sent.words[sentAt + i] as number
    const receiver = reactions.ofMessages.words[MESSAGE * message] as number
    if (dropsResponses && isDead(reactions, message, receiver, row[place + receiver] as number)) {
      noteDeath(expansion, message, row, place)
      continue
    }
    const where = placeFor(reactions, row, first, end, message)
    if (expansion.bounds.budgets.duplicates === Infinity && row[where - 1] === message && where > first)
      continue
    for (let j = end; j > where; j--) row[j] = row[j - 1] as number
    row[where] = message
    end += 1
    gain(sums, Thing.Message, message)
  }
  return end
}

/** A message is taken away as dead: that it was is verified afterwards, and what could have come of it is looked at. */
function noteDeath(expansion: Expansion, message: number, row: Int32Array, place: number): void {
  lookOutAtEnd(expansion, message, row, place)
  if (message >= expansion.dropped.length) {
    const { dropped } = expansion
    expansion.dropped = new Uint8Array(2 * message)
    expansion.dropped.set(dropped)
  }
  expansion.dropped[message] = 1
}

/** Behind all messages that do not come behind it: in an order that does not depend on who was met first. */
function placeFor(
  { messages }: Reactions,
  row: Int32Array,
  first: number,
  end: number,
  message: number,
): number {
  let where = end
  while (where > first && compared(messages, row[where - 1] as number, message) > 0) where--
  return where
}

/** Whether term or role are others. */
function isOther({ ofSeats }: Reactions, one: number, other: number): boolean {
  const { words } = ofSeats
  return (
    words[SEAT * one + SeatWord.Term] !== words[SEAT * other + SeatWord.Term] ||
    words[SEAT * one + SeatWord.Role] !== words[SEAT * other + SeatWord.Role]
  )
}

/** Whether a monitor finds something in a reaction. */
export function findsFault(expansion: Expansion, reaction: number): boolean {
  return (ledgerAfter(expansion, expansion.ledger, reaction) & ((1 << FINDER_BITS) - 1)) !== 0
}

/** The ledger behind a reaction. */
export function ledgerBehind(expansion: Expansion, ledger: number, reaction: number): number {
  return ledgerAfter(expansion, ledger, reaction) >>> FINDER_BITS
}

/** The ledger behind a reaction, and who found something in the lowest bits. */
function ledgerAfter(expansion: Expansion, ledger: number, reaction: number): number {
  const { reactions, ledgers, judged } = expansion
  if ((wordOf(reactions, reaction, ReactionWord.ChangedBits) & ledgers.watched) === 0)
    return ledger << FINDER_BITS
  const known = lookUp(judged, ledger, reaction)
  if (known >= 0) return known
  const after = judge(ledgers, reactions, ledger, reaction)
  const found = (after << FINDER_BITS) | ledgers.found
  noteDown(judged, ledger, reaction, found)
  chronicle(reactions.chronicle, Deed.Judge, ledger, reaction, after)
  return found
}
