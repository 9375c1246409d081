import { Operation } from '../../core/command.ts'
import type { Answer } from '../../core/effect.ts'
import { ActionKind, type Action } from '../../harness/world/action.ts'
import { positionInFlight } from '../../harness/world/in-flight.ts'
import { MESSAGE_NAMES, operationName } from '../../harness/world/names.ts'
import type { AnswerInFlight, InFlight, Transition } from '../../harness/world/transition.ts'
import type { World } from '../../harness/world/world.ts'
import { deedOf } from './entry-book.ts'
import { answerDetail, messageDetail } from './message-text.ts'
import { ANSWER, ASK, End, type Passage } from './story.ts'

/** Follows every message from where it was sent to where it ended. */
export interface PassageBook {
  /** What was on its way before the first action. */
  begin(world: World): void
  see(world: World, transition: Transition): void
  readonly passages: readonly Passage[]
}

/** A passage whose end is not known yet. */
type Open = [...Passage]

/** A book that has followed none; `laneOf` gives the lane of a session. */
export function openPassageBook(laneOf: (session: number) => number): PassageBook {
  const passages: Open[] = []
  // The world's own lists have forgotten a message by the time that an action on it is seen.
  const links: { inFlight: InFlight[] }[] = []
  const answers: AnswerInFlight[] = []
  const openOf = new Map<InFlight | AnswerInFlight, Open>()

  const send = (sent: InFlight, position: number, servers: number): void => {
    const { message, turn } = sent
    const name = `${MESSAGE_NAMES[message.kind]} t${message.term}${turn === 1 ? '' : ` ·${turn}`}`
    const open: Open = [message.from, message.to, message.kind, name, messageDetail(message), position]
    openOf.set(sent, open)
    passages.push(open)
    links[message.from * servers + message.to]?.inFlight.push(sent)
  }
  const answer = (given: AnswerInFlight, position: number, world: World): void => {
    const { from, session, serial } = given.answer
    const name = operationName(session, serial)
    const detail = answerDetail(given.answer, operationOf(world, given.answer))
    const open: Open = [from, laneOf(session), ANSWER, name, detail, position]
    openOf.set(given, open)
    passages.push(open)
    answers.push(given)
  }

  return {
    passages,
    begin: (world) => {
      const servers = world.seats.length
      world.links.forEach(() => links.push({ inFlight: [] }))
      for (const { inFlight } of world.links) for (const sent of inFlight) send(sent, 0, servers)
    },
    see: (world, { action, position, sent, answers: given, asked }) => {
      const servers = world.seats.length
      const { kind, server, peer } = action
      if (kind <= ActionKind.Drop) {
        const link = links[server * servers + peer] as { inFlight: InFlight[] }
        const place = positionInFlight(link, action.topic, action.term, action.turn)
        const ended = link.inFlight[place] as InFlight
        openOf.get(ended)?.push(position, endOf(kind))
        if (kind !== ActionKind.Duplicate) link.inFlight.splice(place, 1)
      }
      if (kind === ActionKind.Answer || kind === ActionKind.DropAnswer)
        endAnswer(answers, openOf, action, position)
      if (asked !== null) {
        const name = operationName(asked.session, asked.serial)
        passages.push([laneOf(peer), server, ASK, name, deedOf(asked), position, position, End.Delivered])
      }
      for (const one of sent) send(one, position, servers)
      for (const one of given) answer(one, position, world)
    },
  }
}

function endAnswer(
  answers: AnswerInFlight[],
  openOf: ReadonlyMap<InFlight | AnswerInFlight, Open>,
  { kind, server, peer, term, turn }: Action,
  position: number,
): void {
  const place = answers.findIndex(
    ({ answer: { from, session, serial }, turn: its }) =>
      from === server && session === peer && serial === term && (turn === its || turn === 0),
  )
  const ended = answers[place]
  if (ended === undefined) return
  openOf.get(ended)?.push(position, kind === ActionKind.Answer ? End.Delivered : End.Dropped)
  answers.splice(place, 1)
}

function endOf(kind: ActionKind): number {
  if (kind === ActionKind.Drop) return End.Dropped
  return kind === ActionKind.Duplicate ? End.Copied : End.Delivered
}

function operationOf({ cluster: { operations } }: World, { session, serial }: Answer): Operation {
  return operations[session]?.[serial - 1]?.operation ?? Operation.Register
}
