import type { Command } from '../../../core/command.ts'
import type { Answer } from '../../../core/effect.ts'
import type { Message } from '../../../core/message.ts'
import { Role } from '../../../core/server.ts'
import type { Target } from '../../targets/target.ts'
import type { Cluster } from '../../world/cluster.ts'
import type { Transition } from '../../world/transition.ts'
import { openWorld, type Seat, type World } from '../../world/world.ts'
import { type Clients, clientsValue, isDeadAnswer, withoutAnswer } from './clients.ts'
import { contentDigest, type Canon, type Digest } from './content-digest.ts'
import { addWord, noWords, type Growing } from './growing.ts'
import { clearWorld, happenToSeat, hearAt } from './happen.ts'
import { chronicle, Deed } from './chronicle.ts'
import { compared, emptyInterner, numberOf, type Interner } from './interner.ts'
import type { Namings } from './namings.ts'
import { emptyPairTable, lookUp, noteDown, type PairTable } from './pair-table.ts'
import { addPrint } from './prints.ts'
import type { Renaming } from './renaming.ts'
import { lookedAt, seatValue } from './seats.ts'
import { MESSAGE, REACTION, ReactionWord, SEAT, SeatWord } from './layout.ts'

/**
 * What each server does at each input, made out once: a step is a pure function, so that a seat and an input, both known
 * by number, always give the same seat and the same messages. A world of its own makes it out, in which nothing else is.
 */
export interface Reactions {
  readonly world: World
  readonly seats: Interner<Seat>
  readonly messages: Interner<Message>
  readonly answers: Interner<Answer>
  readonly commands: Interner<Command>
  readonly clients: Interner<Clients>
  /** By seat, or by clients, and input. */
  readonly known: PairTable
  /** By clients and reaction: the clients with its answers on their way. */
  readonly given: PairTable
  /** By reaction: `REACTION` words. */
  readonly words: Growing
  /** The messages of reactions, and their answers, by number. */
  readonly sent: Growing
  /** By seat: `SEAT` words. By message: `MESSAGE` words. */
  readonly ofSeats: Growing
  readonly ofMessages: Growing
  readonly withoutDead: boolean
  /** The digest of a plain value under a naming. */
  readonly digestOf: (value: unknown, naming: number) => Digest
  readonly namings: Namings
  /** All that was made out, in order. */
  readonly chronicle: Growing
}

/** Stands for a server that threw an error: the seat it becomes. */
export const FAILED = -1

/** Nothing is known yet. */
export function reactionsOf(
  target: Target,
  cluster: Cluster,
  namings: Namings,
  canon: Canon,
  withoutDead: boolean,
): Reactions {
  const digestOf = (value: unknown, naming: number): Digest =>
    contentDigest(value, namings.all[naming] as Renaming, canon)
  const reactions: Reactions = {
    world: openWorld(target, cluster),
    seats: emptyInterner((seat, naming, number) =>
      digestOf(lookedAt(seat, serverOf(reactions, number), target, cluster), naming),
    ),
    messages: emptyInterner<Message>(digestOf),
    answers: emptyInterner<Answer>(digestOf),
    commands: emptyInterner<Command>(digestOf),
    clients: emptyInterner((clients, naming) => digestOfClients(reactions, clients, naming)),
    known: emptyPairTable(),
    given: emptyPairTable(),
    words: noWords(),
    sent: noWords(),
    ofSeats: noWords(),
    ofMessages: noWords(),
    withoutDead,
    digestOf,
    namings,
    chronicle: noWords(),
  }
  return reactions
}

/** The number of what a seat does at an input. */
export function reactionOf(reactions: Reactions, seat: number, input: number): number {
  const known = lookUp(reactions.known, seat, input)
  if (known >= 0) return known
  const server = serverOf(reactions, seat)
  let to = FAILED
  try {
    happenToSeat(reactions, seat, server, input)
    to = seatNumber(reactions, server)
  } catch {
    clearWorld(reactions.world)
  }
  const number = addReaction(reactions, seat, input, to, reactions.world.transition)
  noteDown(reactions.known, seat, input, number)
  chronicle(reactions.chronicle, Deed.React, seat, input, number)
  return number
}

/** The number of what clients do when the answer at a place among those on their way arrives. */
export function hearing(reactions: Reactions, clients: number, place: number): number {
  const from = -1 - clients
  const known = lookUp(reactions.known, from, place)
  if (known >= 0) return known
  hearAt(reactions, clients, place)
  const { sessions } = reactions.world
  const { answers } = reactions.clients.values[clients] as Clients
  const to = clientsNumber(reactions, clientsValue(sessions, withoutAnswer(answers, place)))
  const number = addReaction(reactions, from, place, to, reactions.world.transition)
  noteDown(reactions.known, from, place, number)
  chronicle(reactions.chronicle, Deed.React, from, place, number)
  return number
}

/** Has a reaction happen once more; the transition tells what it was. */
export function happenAgain(reactions: Reactions, reaction: number): Transition {
  const { words } = reactions.words
  const from = words[REACTION * reaction + ReactionWord.From] as number
  const input = words[REACTION * reaction + ReactionWord.On] as number
  if (from < 0) hearAt(reactions, -1 - from, input)
  else happenToSeat(reactions, from, serverOf(reactions, from), input)
  return reactions.world.transition
}

/** A word of a reaction. */
export function wordOf({ words }: Reactions, reaction: number, word: number): number {
  return words.words[REACTION * reaction + word] as number
}

/** The clients with the answers of a reaction on their way to them. */
export function withAnswersOf(reactions: Reactions, clients: number, reaction: number): number {
  const known = lookUp(reactions.given, clients, reaction)
  if (known >= 0) return known
  const { sessions, answers } = reactions.clients.values[clients] as Clients
  const from = wordOf(reactions, reaction, ReactionWord.AnswersAt)
  let all = answers
  for (let i = 0; i < wordOf(reactions, reaction, ReactionWord.AnswersCount); i++)
    all = [...all, reactions.sent.words[from + i] as number]
  const number = clientsNumber(reactions, { sessions, answers: all })
  noteDown(reactions.given, clients, reaction, number)
  chronicle(reactions.chronicle, Deed.Give, clients, reaction, number)
  return number
}

/** The number of clients; those answers left out that can change nothing, where that is asked for. */
export function clientsNumber(reactions: Reactions, { sessions, answers }: Clients): number {
  const { values } = reactions.answers
  const heard = reactions.withoutDead
    ? answers.filter((number) => !isDeadAnswer(values[number] as Answer, sessions))
    : answers.slice()
  heard.sort((one, other) => compared(reactions.answers, one, other))
  const its = { sessions, answers: heard }
  return numberOf(reactions.clients, its, digestOfClients(reactions, its, 0))
}

/** Answers on their way have no order. */
function digestOfClients(
  { answers: all, digestOf }: Reactions,
  { sessions, answers }: Clients,
  naming: number,
): Digest {
  const [low, high] = digestOf(sessions, naming)
  const sum = Int32Array.of(low, high)
  for (const answer of answers) addPrint(sum, all.prints, answer, naming, 1)
  return [sum[0] as number, sum[1] as number]
}

/** The number of a server's seat as it is in the world. */
export function seatNumber(reactions: Reactions, server: number): number {
  const { world, seats, ofSeats, digestOf, namings } = reactions
  const { target, cluster } = world
  const ownView = namings.renamings + server
  const seat = seatValue(world.seats[server] as Seat)
  const its = lookedAt(seat, server, target, cluster)
  const number = numberOf(seats, seat, digestOf(its, 0))
  if (SEAT * number === ofSeats.length) describe(reactions, seat, server, digestOf(its, ownView)[0])
  return number
}

/** Notes what a search asks time and again of a seat that is met for the first time. */
function describe({ world, ofSeats }: Reactions, seat: Seat, server: number, look: number): void {
  const { target, cluster } = world
  const disk = seat.files.map(({ records }) => records) as unknown as Parameters<typeof target.boot>[2]
  const seen = target.observe(seat.server ?? target.boot(server, cluster.options, disk).server)
  addWord(ofSeats, seen.currentTerm ?? 0)
  addWord(ofSeats, seat.server === null ? -1 : (seen.role ?? Role.Follower))
  addWord(ofSeats, seen.log?.entries.length ?? 0)
  addWord(
    ofSeats,
    seat.earliest.reduce((armed, earliest, timer) => (earliest < 0 ? armed : armed | (1 << timer)), 0),
  )
  addWord(ofSeats, (seat.restoring > 0 ? 1 : 0) | (seat.applying > 0 ? 2 : 0) | (server << 8))
  addWord(
    ofSeats,
    seat.files.reduce((all, { pending, removing }) => all + pending.length + removing.length, 0),
  )
  addWord(ofSeats, look)
}

/** Which server a seat is of. */
export function serverOf({ ofSeats }: Reactions, seat: number): number {
  return (ofSeats.words[SEAT * seat + SeatWord.Under] as number) >>> 8
}

/** The number of a message. */
export function messageNumber({ messages, ofMessages, digestOf }: Reactions, message: Message): number {
  const number = numberOf(messages, message, digestOf(message, 0))
  if (MESSAGE * number === ofMessages.length) {
    const { to, kind, term } = message
    const granted = 'voteGranted' in message && message.voteGranted
    for (const word of [to, kind, term, granted ? 1 : 0]) addWord(ofMessages, word)
  }
  return number
}

/** The number of an answer. */
export function answerNumber({ answers, digestOf }: Reactions, answer: Answer): number {
  return numberOf(answers, answer, digestOf(answer, 0))
}

/** The number of what a client asks. */
export function commandNumber({ commands, digestOf }: Reactions, command: Command): number {
  return numberOf(commands, command, digestOf(command, 0))
}

function addReaction(
  reactions: Reactions,
  from: number,
  input: number,
  to: number,
  { changed, sent, answers }: Transition,
): number {
  const { words } = reactions
  const number = words.length / REACTION
  const { length: sentAt } = reactions.sent
  for (const { message } of sent) addWord(reactions.sent, messageNumber(reactions, message))
  const { length: answersAt } = reactions.sent
  for (const { answer } of answers) addWord(reactions.sent, answerNumber(reactions, answer))
  const all = [from, input, to, changed, sentAt, sent.length, answersAt, answers.length]
  for (const word of all) addWord(words, word)
  return number
}
