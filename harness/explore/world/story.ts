import type { Answer } from '../../../core/effect.ts'
import type { Message } from '../../../core/message.ts'
import { action, ActionKind, type Action } from '../../world/action.ts'
import { perform } from '../../world/perform.ts'
import type { AnswerInFlight, InFlight } from '../../world/transition.ts'
import { linkBetween, seatOf, type Seat, type SessionState, type World } from '../../world/world.ts'
import type { PathStep } from '../exploration.ts'
import type { Clients } from './clients.ts'
import { type Expansion } from './expansion.ts'
import { fileIn, inputOf, keptIn, kindOf, placeIn, SeatInput, whatOf } from './input.ts'
import { answerNumber, messageNumber } from './reactions.ts'
import { writeAt } from './seats.ts'
import { kindOfStep, stepOf, StepKind, whatOfStep, whereOf } from './step.ts'
import { HEAD, RowWord } from './layout.ts'

/**
 * A path through a model as the actions of a schedule, each at the earliest time it can happen. The world given is as it
 * is where the path begins; they happen in it, and it says which turn a message has, and when a timer may fire; a step
 * that throws an error is the last. `delivered`: the steps at which a message itself arrives instead of its copy.
 */
export function storyOf(
  expansion: Expansion,
  path: readonly PathStep[],
  world: World,
  delivered: ReadonlySet<number> = NONE,
): Action[] {
  const actions: Action[] = []
  for (let step = 1; step < path.length; step++) {
    const { state } = path[step - 1] as PathStep
    const taken = (path[step] as PathStep).action
    for (const part of delivered.has(step) ? [asDelivery(taken)] : partsOf(taken)) {
      const next = actionOf(expansion, world, state, part)
      actions.push(next)
      try {
        perform(world, next)
      } catch (error) {
        if (step === path.length - 1) return actions
        throw error
      }
    }
  }
  return actions
}

const NONE: ReadonlySet<number> = new Set()

/**
 * The steps at which a copy of a message arrives, and none does later: there the message itself may as well, where nobody
 * asks any more what is in flight.
 */
export function lastArrivals({ servers }: Expansion, path: readonly PathStep[]): ReadonlySet<number> {
  const arrived = new Set<number>()
  const last = new Set<number>()
  for (let step = path.length - 1; step > 0; step--) {
    const { action: taken } = path[step] as PathStep
    const kind = kindOfStep(taken)
    if (kind !== StepKind.Duplicate && kind !== StepKind.Deliver && kind !== StepKind.Drop) continue
    const { state } = path[step - 1] as PathStep
    const message = state[servers + HEAD + whereOf(taken)] as number
    if (kind === StepKind.Duplicate && !arrived.has(message)) last.add(step)
    arrived.add(message)
  }
  return last
}

function asDelivery(step: number): number {
  return stepOf(StepKind.Deliver, whereOf(step))
}

/** A crash with the start behind it is two actions. */
function partsOf(step: number): readonly number[] {
  if (kindOfStep(step) !== StepKind.Input || kindOf(whatOfStep(step)) !== SeatInput.Again) return [step]
  return [SeatInput.Crash, SeatInput.Restart].map((kind) =>
    stepOf(StepKind.Input, whereOf(step), inputOf(kind)),
  )
}

function actionOf(expansion: Expansion, world: World, row: Int32Array, step: number): Action {
  const { servers } = expansion
  const where = whereOf(step)
  switch (kindOfStep(step)) {
    case StepKind.Deliver:
      return ofMessage(expansion, world, row[servers + HEAD + where] as number, ActionKind.Deliver)
    case StepKind.Duplicate:
      return ofMessage(expansion, world, row[servers + HEAD + where] as number, ActionKind.Duplicate)
    case StepKind.Drop:
      return ofMessage(expansion, world, row[servers + HEAD + where] as number, ActionKind.Drop)
    case StepKind.Input:
      return ofServer(world, where, whatOfStep(step))
    case StepKind.Ask:
    case StepKind.AskAgain:
      return asking(world, where, whatOfStep(step), kindOfStep(step) === StepKind.AskAgain)
    case StepKind.Answer:
      return ofAnswer(expansion, world, row, where)
  }
}

/** The oldest message on its way that a search takes for the one meant. */
function ofMessage({ reactions }: Expansion, world: World, number: number, kind: ActionKind): Action {
  const { from, to, kind: topic, term } = reactions.messages.values[number] as Message
  const { inFlight } = linkBetween(world, from, to)
  const { turn } = inFlight.find(({ message }) => messageNumber(reactions, message) === number) as InFlight
  return action(kind, world.now, from, to, topic, term, turn, 0)
}

function ofAnswer({ reactions, servers }: Expansion, world: World, row: Int32Array, place: number): Action {
  const { answers } = reactions.clients.values[row[servers + RowWord.Clients] as number] as Clients
  const number = answers[place] as number
  const { answer, turn } = world.answers.find(
    (one) => answerNumber(reactions, one.answer) === number,
  ) as AnswerInFlight
  return answerAction(answer, turn, world.now)
}

function answerAction({ from, session, serial }: Answer, turn: number, at: number): Action {
  return action(ActionKind.Answer, at, from, session, 0, serial, turn, 0)
}

function asking(world: World, server: number, session: number, again: boolean): Action {
  const { awaits, serial, registration } = world.sessions[session] as SessionState
  const registered = !world.cluster.options.registration || registration !== 0
  const asked = again ? awaits : registered ? serial + 1 : 0
  return action(ActionKind.Ask, world.now, server, session, 0, asked, 0, 0)
}

function ofServer(world: World, server: number, input: number): Action {
  const seat = seatOf(world, server)
  const what = whatOf(input)
  const make = (kind: ActionKind, topic = 0, turn = 0, value = 0, at = world.now): Action =>
    action(kind, at, server, 0, topic, 0, turn, value)
  const orderOf = (one: Seat): number => writeAt(one, fileIn(what), placeIn(what)).order
  switch (kindOf(input)) {
    case SeatInput.Timer:
      return make(ActionKind.Timer, what, 0, 0, Math.max(world.now, seat.earliest[what] as number))
    case SeatInput.Flush:
      return make(ActionKind.Flush, fileIn(what), orderOf(seat))
    case SeatInput.Tear: {
      const kept = keptIn(what)
      return make(kept === 0 ? ActionKind.Lose : ActionKind.Tear, fileIn(what), orderOf(seat), kept)
    }
    case SeatInput.Remove:
      return make(ActionKind.Remove, what, seat.files[what as 0].removing[0])
    case SeatInput.Crash:
      return make(ActionKind.Crash)
    case SeatInput.Restart:
      return make(ActionKind.Restart)
    case SeatInput.Restore:
      return make(ActionKind.Restore)
    case SeatInput.Apply:
      return make(ActionKind.Apply)
    case SeatInput.Again:
    case SeatInput.Message:
    case SeatInput.Ask:
      throw new Error('messages and requests are steps of their own, and a crash with a start is two')
  }
}
