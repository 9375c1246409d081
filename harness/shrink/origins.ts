import type { DiskFile } from '../../core/effect.ts'
import { ActionKind, type Action } from '../world/action.ts'
import type { AnswerInFlight, InFlight } from '../world/transition.ts'
import { linkBetween, seatOf, type FileState, type PendingWrite, type World } from '../world/world.ts'
import { positionInFlight, positionOfAnswer } from '../world/in-flight.ts'
import { durableRecords, pendingWrite } from '../world/disk.ts'
import type { Origin } from './story.ts'

/** Where everything that is under way in a world came from. */
export interface Tags {
  readonly world: World
  readonly origins: Map<InFlight | AnswerInFlight | PendingWrite, Origin>
  /** By server, by file: how many writes were begun and noted. */
  readonly noted: number[][]
}

/** Nothing is under way. */
export function blankTags(world: World): Tags {
  return { world, origins: new Map(), noted: world.seats.map(({ files }) => files.map(() => 0)) }
}

/** Notes what the last transition of the world set going, which was that of this item. */
export function noteTags({ world, origins, noted }: Tags, item: number): void {
  const { sent, answers, wrote, server } = world.transition
  for (let i = 0; i < sent.length; i++) {
    const one = sent[i] as InFlight
    let place = 0
    for (let j = 0; j < i; j++) {
      const { message } = sent[j] as InFlight
      if (message.to === one.message.to && message.kind === one.message.kind) place++
    }
    origins.set(one, { item, place })
  }
  answers.forEach((one, place) => origins.set(one, { item, place }))
  if (wrote === 0 || server < 0) return
  seatOf(world, server).files.forEach(({ pending }, which) => {
    const counts = noted[server] as number[]
    let place = 0
    for (const write of pending) {
      if (write.order <= (counts[which] as number)) continue
      origins.set(write, { item, place: place++ })
      counts[which] = write.order
    }
  })
}

/** Where the thing that an action acts on came from; `undefined` where it acts on none. */
export function tagOf({ world, origins }: Tags, done: Action): Origin | undefined {
  const { kind, server, peer, topic, term, turn } = done
  switch (kind) {
    case ActionKind.Deliver:
    case ActionKind.Duplicate:
    case ActionKind.Drop: {
      const link = linkBetween(world, server, peer)
      return origins.get(link.inFlight[positionInFlight(link, topic, term, turn)] as InFlight)
    }
    case ActionKind.Answer:
    case ActionKind.DropAnswer:
      return origins.get(world.answers[positionOfAnswer(world, done)] as AnswerInFlight)
    case ActionKind.Flush:
    case ActionKind.Fail:
    case ActionKind.Lose:
    case ActionKind.Tear: {
      const write = pendingWrite(seatOf(world, server).files[topic] as FileState, turn)
      return write === undefined ? undefined : origins.get(write)
    }
    case ActionKind.Rot: {
      const durable = durableRecords(seatOf(world, server).files[topic] as FileState)
      return { item: BEHIND, place: turn === 0 ? 0 : durable - turn }
    }
    default:
      return undefined
  }
}

/** In place of an item, where a record is named by how many durable ones lie behind it: who wrote it is long over. */
const BEHIND = -2

/**
 * The action on the thing that came from there, by the names which that has in this world; `undefined` if it is not
 * there. Loosely: then on another of its kind, the one of the same name or else the oldest.
 */
export function resolve(tags: Tags, told: Action, origin: Origin, loosely: boolean): Action | undefined {
  const { world, origins } = tags
  const isIt = (one: InFlight | AnswerInFlight | PendingWrite): boolean => {
    const its = origins.get(one)
    return its !== undefined && its.item === origin.item && its.place === origin.place
  }
  const { kind, server, peer, topic, term, turn } = told
  switch (kind) {
    case ActionKind.Deliver:
    case ActionKind.Duplicate:
    case ActionKind.Drop: {
      const likes = linkBetween(world, server, peer).inFlight.filter(({ message }) => message.kind === topic)
      const found = pick(likes, isIt, (one) => one.message.term === term && one.turn === turn, loosely)
      return found === undefined ? undefined : { ...told, term: found.message.term, turn: found.turn }
    }
    case ActionKind.Answer:
    case ActionKind.DropAnswer: {
      const likes = world.answers.filter(({ answer }) => answer.from === server && answer.session === peer)
      const found = pick(likes, isIt, (one) => one.answer.serial === term && one.turn === turn, loosely)
      return found === undefined ? undefined : { ...told, term: found.answer.serial, turn: found.turn }
    }
    case ActionKind.Flush:
    case ActionKind.Fail:
    case ActionKind.Lose:
    case ActionKind.Tear: {
      const likes = (seatOf(world, server).files[topic] as FileState).pending
      const found = pick(likes, isIt, ({ order }) => order === turn, loosely)
      return found === undefined ? undefined : { ...told, turn: found.order }
    }
    case ActionKind.Rot: {
      const durable = durableRecords(seatOf(world, server).files[topic] as FileState)
      const struck = loosely ? Math.min(turn, durable) : durable - origin.place
      return struck < 1 ? undefined : { ...told, turn: struck }
    }
    default:
      return told
  }
}

/** The action where it names what has no origin: a segment is removed when it is its turn, whatever its number is by now. */
export function renumbered({ seats }: World, told: Action): Action {
  if (told.kind !== ActionKind.Remove) return told
  const [first] = seats[told.server]?.files[told.topic as DiskFile].removing ?? []
  return first === undefined || told.turn === 0 ? told : { ...told, turn: first }
}

/** The one that it is; loosely, the one of the same name, or the first. */
function pick<T>(
  likes: readonly T[],
  isIt: (one: T) => boolean,
  isNamedSo: (one: T) => boolean,
  loosely: boolean,
): T | undefined {
  return likes.find(isIt) ?? (loosely ? (likes.find(isNamedSo) ?? likes[0]) : undefined)
}
