import type { Command } from '../../../core/command.ts'
import type { Answer, DiskFile } from '../../../core/effect.ts'
import type { Message } from '../../../core/message.ts'
import { action, ActionKind, type Action } from '../../world/action.ts'
import { perform } from '../../world/perform.ts'
import { linkBetween, NOTHING, type Seat, type SessionState, type World } from '../../world/world.ts'
import { sessionValue, type Clients } from './clients.ts'
import { fileIn, keptIn, kindOf, placeIn, SeatInput, whatOf } from './input.ts'
import type { Reactions } from './reactions.ts'
import { seatValue, writeAt } from './seats.ts'

/** Empties the world in which reactions are made out, but for seats and sessions. */
export function clearWorld(world: World): void {
  const { links, answers, transition } = world
  for (const { inFlight } of links) inFlight.length = 0
  answers.length = 0
  transition.sent.length = 0
  transition.answers.length = 0
  transition.changed = 0
}

/** Has an input happen to a seat; the transition of the world tells the rest. */
export function happenToSeat(reactions: Reactions, number: number, server: number, input: number): void {
  const { world } = reactions
  clearWorld(world)
  const seat = seatValue(reactions.seats.values[number] as Seat)
  ;(world.seats as Seat[])[server] = seat
  perform(world, actionFor(reactions, seat, server, input))
}

/** The action that has an input happen to the seat of a server, for which it prepares the rest of the world. */
function actionFor(reactions: Reactions, seat: Seat, server: number, input: number): Action {
  const what = whatOf(input)
  const ofServer = (kind: ActionKind, topic = 0, turn = 0, value = 0): Action =>
    action(kind, 0, server, 0, topic, 0, turn, value)
  const turnOf = (file: DiskFile): number => writeAt(seat, file, placeIn(what)).order
  switch (kindOf(input)) {
    case SeatInput.Message: {
      const message = reactions.messages.values[what] as Message
      const { from, to, kind, term } = message
      linkBetween(reactions.world, from, to).inFlight.push({ message, turn: 1 })
      return action(ActionKind.Deliver, 0, from, to, kind, term, 1, 0)
    }
    case SeatInput.Timer:
      return ofServer(ActionKind.Timer, what)
    case SeatInput.Flush:
      return ofServer(ActionKind.Flush, fileIn(what), turnOf(fileIn(what)))
    case SeatInput.Crash:
      return ofServer(ActionKind.Crash)
    case SeatInput.Restart:
      return ofServer(ActionKind.Restart)
    case SeatInput.Tear:
      return ofServer(ActionKind.Tear, fileIn(what), turnOf(fileIn(what)), keptIn(what))
    case SeatInput.Restore:
      return ofServer(ActionKind.Restore)
    case SeatInput.Apply:
      return ofServer(ActionKind.Apply)
    case SeatInput.Remove:
      return ofServer(ActionKind.Remove, what)
    case SeatInput.Again:
      throw new Error('a crash and a start are two reactions')
    case SeatInput.Ask:
      return asking(reactions, server, what)
  }
}

function asking({ world, commands }: Reactions, server: number, what: number): Action {
  const { session, serial, registration } = commands.values[what >>> 1] as Command
  const isFirst = (what & 1) === 1
  const askedUnder = new Array<number>(isFirst ? Math.max(0, serial - 1) : serial).fill(registration)
  ;(world.sessions as SessionState[])[session] = {
    serial: isFirst ? Math.max(0, serial - 1) : serial,
    awaits: isFirst ? NOTHING : serial,
    asked: 1,
    registration,
    askedUnder,
    failed: [],
  }
  return action(ActionKind.Ask, 0, server, session, 0, serial, 0, 0)
}

/** Has clients hear the answer at a place among those on their way. */
export function hearAt(reactions: Reactions, clients: number, place: number): void {
  const { world } = reactions
  clearWorld(world)
  const { sessions, answers } = reactions.clients.values[clients] as Clients
  sessions.forEach((session, number) => {
    ;(world.sessions as SessionState[])[number] = sessionValue(session)
  })
  const answer = reactions.answers.values[answers[place] as number] as Answer
  world.answers.push({ answer, turn: 1 })
  perform(world, action(ActionKind.Answer, 0, answer.from, answer.session, 0, answer.serial, 1, 0))
}
