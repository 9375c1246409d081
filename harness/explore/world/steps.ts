import { Timer } from '../../../core/effect.ts'
import type { Command } from '../../../core/command.ts'
import { commandAsked } from '../../world/client.ts'
import { NOTHING, type Seat, type SessionState } from '../../world/world.ts'
import { BUDGETS, spentOf, type Budgets } from './bounds.ts'
import { chronicle, Deed } from './chronicle.ts'
import { clientsValue, sessionValue, type Clients } from './clients.ts'
import { type Expansion } from './expansion.ts'
import { addChange, addReactionOf, findsFault, ledgerBehind } from './successor.ts'
import { inputOf, SeatInput, writeOf } from './input.ts'
import { lookUp, noteDown } from './pair-table.ts'
import {
  FAILED,
  clientsNumber,
  commandNumber,
  hearing,
  reactionOf,
  wordOf,
  type Reactions,
} from './reactions.ts'
import { stepOf, StepKind } from './step.ts'
import { HEAD, MESSAGE, ReactionWord, RowWord, SEAT, SeatWord } from './layout.ts'

const ELECTIONS = BUDGETS.indexOf('elections')
const HEARTBEATS = BUDGETS.indexOf('heartbeats')
const LAPSES = BUDGETS.indexOf('lapses')
const CRASHES = BUDGETS.indexOf('crashes')
const LOSSES = BUDGETS.indexOf('losses')
const DROPS = BUDGETS.indexOf('drops')
const DUPLICATES = BUDGETS.indexOf('duplicates')
const RETRIES = BUDGETS.indexOf('retries')
const TIMERS = Object.keys(Timer).length

/** What is spent with one more of a budget; -1 where there is none left. What is free is not counted. */
function spend({ bounds, words, at, servers }: Expansion, place: number): number {
  const spent = words[at + servers + RowWord.Spent] as number
  const budget = bounds.budgets[BUDGETS[place] as keyof Budgets]
  if (budget === Infinity) return spent
  return spentOf(spent, place) < budget ? spent + (1 << (4 * place)) : -1
}

/** Adds the states that one step leads to from the row that is open. */
export function addSteps(expansion: Expansion): void {
  const { words, at, length, servers } = expansion
  for (let server = 0; server < servers; server++) addOfServer(expansion, server)
  for (let place = at + servers + HEAD; place < at + length; place++) {
    // Of equal messages one is as good as another.
    if (place > at + servers + HEAD && words[place - 1] === words[place]) continue
    addOfMessage(expansion, place)
  }
  addOfClients(expansion)
}

/** Adds that a server crashes and, where it then does, starts at once. */
function addCrash(expansion: Expansion, server: number, seat: number, spent: number): void {
  const { reactions, words, at, servers } = expansion
  const crash = reactionOf(reactions, seat, inputOf(SeatInput.Crash))
  const down = wordOf(reactions, crash, ReactionWord.To)
  const start = expansion.startsAtOnce ? reactionOf(reactions, down, inputOf(SeatInput.Restart)) : -1
  if (
    start < 0 ||
    isDown(reactions, wordOf(reactions, start, ReactionWord.To)) ||
    findsFault(expansion, crash)
  ) {
    addInput(expansion, server, inputOf(SeatInput.Crash), spent)
    return
  }
  const { ledger } = expansion
  expansion.ledger = ledgerBehind(expansion, ledger, crash)
  const clients = words[at + servers + RowWord.Clients] as number
  const step = stepOf(StepKind.Input, server, inputOf(SeatInput.Again))
  addReactionOf(expansion, server, start, -1, clients, spent, step)
  expansion.ledger = ledger
}

function isDown({ ofSeats }: Reactions, seat: number): boolean {
  return seat === FAILED || ofSeats.words[SEAT * seat + SeatWord.Role] === -1
}

function addOfServer(expansion: Expansion, server: number): void {
  const { reactions, words, at, servers } = expansion
  const seat = words[at + server] as number
  const ofSeats = reactions.ofSeats.words
  const from = SEAT * seat
  const spent = words[at + servers + RowWord.Spent] as number
  if (ofSeats[from + SeatWord.Role] === -1) {
    addInput(expansion, server, inputOf(SeatInput.Restart), spent)
    if ((ofSeats[from + SeatWord.Pending] as number) > 0) addLosses(expansion, server, seat)
    return
  }
  const armed = ofSeats[from + SeatWord.Armed] as number
  for (let timer = 0; timer < TIMERS; timer++)
    if (((armed >>> timer) & 1) === 1)
      addInput(expansion, server, inputOf(SeatInput.Timer, timer), spend(expansion, budgetOf(timer)))
  const under = ofSeats[from + SeatWord.Under] as number
  if ((under & 1) === 1) addInput(expansion, server, inputOf(SeatInput.Restore), spent)
  if ((under & 2) === 2) addInput(expansion, server, inputOf(SeatInput.Apply), spent)
  if ((ofSeats[from + SeatWord.Pending] as number) > 0) addFlushes(expansion, server, seat, spent)
  const left = spend(expansion, CRASHES)
  if (left >= 0) addCrash(expansion, server, seat, left)
}

function budgetOf(timer: number): number {
  if (timer === Timer.Election) return ELECTIONS
  return timer === Timer.Heartbeat ? HEARTBEATS : LAPSES
}

function addInput(expansion: Expansion, server: number, input: number, spent: number): void {
  if (spent < 0) return
  const { reactions, words, at, servers } = expansion
  const reaction = reactionOf(reactions, words[at + server] as number, input)
  const clients = words[at + servers + RowWord.Clients] as number
  addReactionOf(expansion, server, reaction, -1, clients, spent, stepOf(StepKind.Input, server, input))
}

function addFlushes(expansion: Expansion, server: number, seat: number, spent: number): void {
  const { files, stalled } = expansion.reactions.seats.values[seat] as Seat
  if (stalled) return
  files.forEach(({ pending, removing }, file) => {
    for (let place = 0; place < pending.length; place++)
      addInput(expansion, server, inputOf(SeatInput.Flush, writeOf(file, place)), spent)
    if (removing.length > 0) addInput(expansion, server, inputOf(SeatInput.Remove, file), spent)
  })
}

/** A write that was under way when its server crashed is not there, or only its first records are. */
function addLosses(expansion: Expansion, server: number, seat: number): void {
  const spent = spend(expansion, LOSSES)
  if (spent < 0) return
  const { files } = expansion.reactions.seats.values[seat] as Seat
  files.forEach(({ pending, records }, file) => {
    pending.forEach(({ start, count }, place) => {
      for (let kept = 0; kept < count; kept++)
        if (records[start + kept]?.whole === true)
          addInput(expansion, server, inputOf(SeatInput.Tear, writeOf(file, place, kept)), spent)
    })
  })
}

function addOfMessage(expansion: Expansion, place: number): void {
  const { reactions, words, at, servers, bounds } = expansion
  const message = words[place] as number
  const to = reactions.ofMessages.words[MESSAGE * message] as number
  const seat = words[at + to] as number
  const where = place - at - servers - HEAD
  const spent = words[at + servers + RowWord.Spent] as number
  const clients = words[at + servers + RowWord.Clients] as number
  if (reactions.ofSeats.words[SEAT * seat + SeatWord.Role] !== -1) {
    const reaction = reactionOf(reactions, seat, inputOf(SeatInput.Message, message))
    const again = spend(expansion, DUPLICATES)
    if (bounds.budgets.duplicates !== Infinity)
      addReactionOf(expansion, to, reaction, place, clients, spent, stepOf(StepKind.Deliver, where))
    if (again >= 0)
      addReactionOf(expansion, to, reaction, -1, clients, again, stepOf(StepKind.Duplicate, where))
  }
  const lost = spend(expansion, DROPS)
  if (lost >= 0) addChange(expansion, -1, place, clients, lost, stepOf(StepKind.Drop, where))
}

function addOfClients(expansion: Expansion): void {
  const { reactions, words, at, servers } = expansion
  const clients = words[at + servers + RowWord.Clients] as number
  const spent = words[at + servers + RowWord.Spent] as number
  const { sessions, answers } = reactions.clients.values[clients] as Clients
  for (let session = 0; session < sessions.length; session++) addAsks(expansion, clients, session, spent)
  for (let place = 0; place < answers.length; place++) {
    if (place > 0 && answers[place] === answers[place - 1]) continue
    const reaction = hearing(reactions, clients, place)
    addChange(
      expansion,
      reaction,
      -1,
      wordOf(reactions, reaction, ReactionWord.To),
      spent,
      stepOf(StepKind.Answer, place),
    )
  }
}

function addAsks(expansion: Expansion, clients: number, session: number, spent: number): void {
  const first = askedFirst(expansion, clients, session)
  if (first >= 0) addAsk(expansion, session, first, spent, StepKind.Ask)
  const retry = spend(expansion, RETRIES)
  if (retry < 0) return
  const again = askedAgain(expansion, clients, session)
  if (again >= 0) addAsk(expansion, session, again, retry, StepKind.AskAgain)
}

/** Of what a client asks: the command in the lower bits, and the clients then. */
function addAsk(
  expansion: Expansion,
  session: number,
  asked: number,
  spent: number,
  kind: typeof StepKind.Ask | typeof StepKind.AskAgain,
): void {
  const { reactions, words, at, servers } = expansion
  const command = asked & COMMANDS
  const isFirst = kind === StepKind.Ask ? 1 : 0
  for (let server = 0; server < servers; server++) {
    const seat = words[at + server] as number
    if (reactions.ofSeats.words[SEAT * seat + SeatWord.Role] === -1) continue
    const reaction = reactionOf(reactions, seat, inputOf(SeatInput.Ask, (command << 1) | isFirst))
    addReactionOf(
      expansion,
      server,
      reaction,
      -1,
      asked >>> COMMAND_BITS,
      spent,
      stepOf(kind, server, session),
    )
  }
}

/** So many bits hold the number of a command. */
export const COMMAND_BITS = 10
const COMMANDS = (1 << COMMAND_BITS) - 1
/** Stands for: a session has nothing to ask. */
const NOT_NOW = 0

/** What a session asks next, if it waits for nothing; -1: it does, or there is nothing left. */
function askedFirst(expansion: Expansion, clients: number, session: number): number {
  return asked(expansion, clients, session, 0)
}

/** What a session asks again; -1: it waits for nothing. */
function askedAgain(expansion: Expansion, clients: number, session: number): number {
  return asked(expansion, clients, session, 1)
}

/** What a session asks, first or again: the command in the lowest bits, and the clients then; -1: nothing now. */
export function asked(expansion: Expansion, clients: number, session: number, again: 0 | 1): number {
  const { asks } = expansion
  const known = lookUp(asks, clients, (session << 1) | again)
  if (known >= 0) return known - 1
  const made = makeAsked(expansion, clients, session, again)
  noteDown(asks, clients, (session << 1) | again, made + 1)
  chronicle(expansion.reactions.chronicle, Deed.Ask, clients, (session << 1) | again, made)
  return made
}

function makeAsked({ reactions }: Expansion, clients: number, session: number, again: 0 | 1): number {
  const { world } = reactions
  const { sessions, answers } = reactions.clients.values[clients] as Clients
  const client = sessions[session] as SessionState
  const { options, operations } = world.cluster
  const isRegistered = !options.registration || client.registration !== 0
  const next = isRegistered ? client.serial + 1 : 0
  if (again === 0 && (client.awaits !== NOTHING || next > (operations[session] as readonly Command[]).length))
    return NOT_NOW - 1
  if (again === 1 && client.awaits === NOTHING) return NOT_NOW - 1
  const copies = sessions.map(sessionValue)
  copies.forEach((copy, number) => {
    ;(world.sessions as SessionState[])[number] = copy
  })
  const command = commandAsked(world, session, again === 0 ? next : client.awaits)
  const after = clientsNumber(reactions, clientsValue(copies, answers))
  const number = commandNumber(reactions, command)
  if (number > COMMANDS) throw new Error(`a search knows at most ${COMMANDS} commands`)
  return (after << COMMAND_BITS) | number
}
