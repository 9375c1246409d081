import type { AnswerInFlight, InFlight } from './transition.ts'
import type { Action } from './action.ts'
import { linkBetween, type Link, type World } from './world.ts'

/**
 * Where, among the messages of its link, the one that an action names is; -1 where there is none. 0 stands for any turn
 * and, unless a message of term 0 has that turn, for any term.
 */
export function positionInFlight(
  { inFlight }: Pick<Link, 'inFlight'>,
  topic: number,
  term: number,
  turn: number,
): number {
  let first = -1
  for (let i = 0; i < inFlight.length; i++) {
    const { message, turn: its } = inFlight[i] as InFlight
    if (message.kind !== topic || (turn !== its && turn !== 0)) continue
    if (term === message.term && turn === its) return i
    if (first < 0 && (term === message.term || term === 0)) first = i
  }
  return first
}

/** Takes the message that an action names off its link. */
export function takeInFlight(world: World, action: Action): InFlight {
  const link = linkBetween(world, action.server, action.peer)
  return removeAt(link.inFlight, positionInFlight(link, action.topic, action.term, action.turn))
}

/** Where, among the answers on their way, the one that an action names is; -1 where there is none. */
export function positionOfAnswer(world: World, action: Action): number {
  for (let i = 0; i < world.answers.length; i++) {
    const { answer, turn } = world.answers[i] as AnswerInFlight
    const named =
      answer.from === action.server && answer.session === action.peer && answer.serial === action.term
    if (named && (action.turn === turn || action.turn === 0)) return i
  }
  return -1
}

/** Takes the answer that an action names. */
export function takeAnswer(world: World, action: Action): AnswerInFlight {
  return removeAt(world.answers, positionOfAnswer(world, action))
}

/** Takes one item out of a list and keeps the order of the others, without making another list. */
function removeAt<T>(list: T[], position: number): T {
  const item = list[position]
  if (item === undefined) throw new Error('an action names something that is not in flight')
  for (let i = position + 1; i < list.length; i++) list[i - 1] = list[i] as T
  list.pop()
  return item
}
