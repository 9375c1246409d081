import { Deed, ENTRY } from './chronicle.ts'
import { doDeed } from './deeds.ts'
import { type Expansion } from './expansion.ts'
import type { Numbers } from './interner.ts'
import { inputOf, kindOf, SeatInput, whatOf } from './input.ts'
import { notedWords, type Notes } from './notes.ts'
import { wordOf } from './reactions.ts'
import { COMMAND_BITS } from './steps.ts'
import { HEAD, REACTION, ReactionWord, RowWord } from './layout.ts'

/**
 * ReactionWord.From the numbers of another thread to those of this one. How the other came to a number stands in its notes; what this
 * one has not met it makes out itself, in the same way, and only when it is asked.
 */
export interface Dictionary {
  readonly expansion: Expansion
  readonly notes: Notes
  /** How far the notes were read. */
  read: number
  readonly seats: Words
  readonly messages: Words
  readonly clients: Words
  readonly ledgers: Words
  readonly commands: Words
}

/** By the other's number: the place of the entry that it came of, and this thread's number, where they are known. */
interface Words {
  readonly made: number[]
  readonly known: number[]
}

/** What both have met before the search began has the same number. */
export function dictionaryOf(expansion: Expansion, notes: Notes): Dictionary {
  const { reactions, ledgers } = expansion
  return {
    expansion,
    notes,
    read: 0,
    seats: wordsFrom(reactions.seats),
    messages: wordsFrom(reactions.messages),
    clients: wordsFrom(reactions.clients),
    ledgers: wordsFrom(ledgers.numbers),
    commands: wordsFrom(reactions.commands),
  }
}

function wordsFrom({ prints }: Numbers): Words {
  const known = Array.from({ length: prints.count }, (_, number) => number)
  return { made: known.map(() => -1), known }
}

/** Writes a row of the other thread as this one would. */
export function translated(
  dictionary: Dictionary,
  words: Int32Array,
  at: number,
  length: number,
  row: Int32Array,
): void {
  if (notedWords(dictionary.notes) > dictionary.read) readOn(dictionary)
  const { servers } = dictionary.expansion
  for (let server = 0; server < servers; server++)
    row[server] = seat(dictionary, words[at + server] as number)
  const head = at + servers
  row[servers + RowWord.Clients] = clients(dictionary, words[head + RowWord.Clients] as number)
  row[servers + RowWord.Ledger] = ledger(dictionary, words[head + RowWord.Ledger] as number)
  row[servers + RowWord.Spent] = words[head + RowWord.Spent] as number
  for (let i = servers + HEAD; i < length; i++) row[i] = message(dictionary, words[at + i] as number)
}

/** Notes of each number which entry it came of first. */
function readOn(dictionary: Dictionary): void {
  const { notes, seats, clients: its, ledgers, commands, messages } = dictionary
  const until = notedWords(notes)
  const { chronicle, reactions, sent } = notes
  for (let place = dictionary.read; place < until; place += ENTRY) {
    const result = chronicle[place + 3] as number
    switch (chronicle[place] as Deed) {
      case Deed.React: {
        const from = REACTION * result
        madeBy(
          (reactions[from + ReactionWord.From] as number) < 0 ? its : seats,
          reactions[from + ReactionWord.To] as number,
          place,
        )
        const sentAt = reactions[from + ReactionWord.SentAt] as number
        for (let i = 0; i < (reactions[from + ReactionWord.SentCount] as number); i++)
          madeBy(messages, sent[sentAt + i] as number, place)
        break
      }
      case Deed.Give:
        madeBy(its, result, place)
        break
      case Deed.Judge:
        madeBy(ledgers, result, place)
        break
      case Deed.Ask:
        if (result < 0) break
        madeBy(its, result >>> COMMAND_BITS, place)
        madeBy(commands, result & ((1 << COMMAND_BITS) - 1), place)
        break
    }
  }
  dictionary.read = until
}

function madeBy({ made }: Words, number: number, place: number): void {
  if (number >= 0 && made[number] === undefined) made[number] = place
}

function seat(dictionary: Dictionary, number: number): number {
  const { seats, expansion } = dictionary
  const known = seats.known[number]
  if (known !== undefined) return known
  const reaction = react(dictionary, seats.made[number] as number)
  return (seats.known[number] = wordOf(expansion.reactions, reaction, ReactionWord.To))
}

function message(dictionary: Dictionary, number: number): number {
  const { messages, expansion, notes } = dictionary
  const known = messages.known[number]
  if (known !== undefined) return known
  const place = messages.made[number] as number
  const { reactions } = expansion
  const own = wordOf(reactions, react(dictionary, place), ReactionWord.SentAt)
  const from = REACTION * (notes.chronicle[place + 3] as number)
  const sentAt = notes.reactions[from + ReactionWord.SentAt] as number
  for (let i = 0; i < (notes.reactions[from + ReactionWord.SentCount] as number); i++)
    messages.known[notes.sent[sentAt + i] as number] = reactions.sent.words[own + i] as number
  return messages.known[number] as number
}

function clients(dictionary: Dictionary, number: number): number {
  const { clients: its, expansion, notes } = dictionary
  const known = its.known[number]
  if (known !== undefined) return known
  const place = its.made[number] as number
  const deed = notes.chronicle[place] as Deed
  if (deed === Deed.React)
    return (its.known[number] = wordOf(expansion.reactions, react(dictionary, place), ReactionWord.To))
  if (deed === Deed.Ask) return (its.known[number] = ask(dictionary, place) >>> COMMAND_BITS)
  return (its.known[number] = behindReaction(dictionary, place, clients))
}

function ledger(dictionary: Dictionary, number: number): number {
  const { ledgers } = dictionary
  const known = ledgers.known[number]
  if (known !== undefined) return known
  return (ledgers.known[number] = behindReaction(dictionary, ledgers.made[number] as number, ledger))
}

function command(dictionary: Dictionary, number: number): number {
  const { commands } = dictionary
  const known = commands.known[number]
  if (known !== undefined) return known
  const asked = ask(dictionary, commands.made[number] as number)
  return (commands.known[number] = asked & ((1 << COMMAND_BITS) - 1))
}

/** This thread's number of the reaction that an entry tells of. */
function react(dictionary: Dictionary, place: number): number {
  return reactionNumbered(dictionary, dictionary.notes.chronicle[place + 3] as number)
}

function input(dictionary: Dictionary, on: number): number {
  const what = whatOf(on)
  if (kindOf(on) === SeatInput.Message) return inputOf(SeatInput.Message, message(dictionary, what))
  if (kindOf(on) !== SeatInput.Ask) return on
  return inputOf(SeatInput.Ask, (command(dictionary, what >>> 1) << 1) | (what & 1))
}

function ask(dictionary: Dictionary, place: number): number {
  const { chronicle } = dictionary.notes
  const of = clients(dictionary, chronicle[place + 1] as number)
  return doDeed(dictionary.expansion, Deed.Ask, of, chronicle[place + 2] as number)
}

/** Clients, or a ledger, as they are behind a reaction. */
function behindReaction(
  dictionary: Dictionary,
  place: number,
  own: (dictionary: Dictionary, number: number) => number,
): number {
  const { chronicle } = dictionary.notes
  const reaction = reactionNumbered(dictionary, chronicle[place + 2] as number)
  const before = own(dictionary, chronicle[place + 1] as number)
  return doDeed(dictionary.expansion, chronicle[place] as Deed, before, reaction)
}

/** This thread's number of another's reaction. */
function reactionNumbered(dictionary: Dictionary, reaction: number): number {
  const { notes, expansion } = dictionary
  const from = REACTION * reaction
  const by = notes.reactions[from + ReactionWord.From] as number
  const on = notes.reactions[from + ReactionWord.On] as number
  if (by < 0) return doDeed(expansion, Deed.React, -1 - clients(dictionary, -1 - by), on)
  return doDeed(expansion, Deed.React, seat(dictionary, by), input(dictionary, on))
}
