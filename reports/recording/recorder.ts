import { ActionKind, type Action } from '../../harness/world/action.ts'
import { serverName } from '../../harness/world/names.ts'
import { Changed } from '../../harness/observation.ts'
import { SOON } from '../../harness/schedule/schedule.ts'
import type { Transition } from '../../harness/world/transition.ts'
import type { World } from '../../harness/world/world.ts'
import { actionText } from '../../scenarios/text/action-text.ts'
import type { Onlooker } from '../../scenarios/play.ts'
import { changed, differenceOf } from './difference.ts'
import { openEntryBook } from './entry-book.ts'
import { openOperationBook } from './operations.ts'
import { openPassageBook } from './passages.ts'
import { sightOf } from './sight-of.ts'
import type { Change, Moment, Sight, Story } from './story.ts'

/** What a recorder has seen of a run. */
export type Seen = Pick<
  Story,
  'servers' | 'names' | 'sessions' | 'entries' | 'beginning' | 'moments' | 'passages' | 'operations' | 'cuts'
>

/** An onlooker that keeps what a picture of the run needs. */
export interface Recorder extends Onlooker {
  seen(): Seen
}

/** A recorder that has seen nothing; the sessions that are known to speak have their lanes in this order. */
export function openRecorder(speaking: readonly number[]): Recorder {
  const book = openEntryBook()
  const sessions = [...speaking]
  let servers = 0
  const laneOf = (session: number): number => {
    if (!sessions.includes(session)) sessions.push(session)
    return servers + sessions.indexOf(session)
  }
  const passages = openPassageBook(laneOf)
  const operations = openOperationBook(laneOf)
  const sights: Sight[] = []
  const beginning: Sight[] = []
  const moments: Moment[] = []
  const cuts: [number, number[]][] = []

  const changesOf = (world: World, { action, server, changed: bits }: Transition): [number, Change][] => {
    const touched = new Set([server, ...(isOfLinks(action) ? [] : [action.server])])
    return [...touched].flatMap((one) => {
      const before = sights[one]
      if (before === undefined) return []
      const now = sightOf(world, one, book)
      const refused = one === server && (bits & Changed.Refused) !== 0
      const change = differenceOf(before, refused ? withRefusal(now) : now)
      if (change === undefined) return []
      sights[one] = changed(before, change)
      return [[one, change]]
    })
  }
  return {
    begin: (world) => {
      servers = world.seats.length
      for (let server = 0; server < servers; server++) {
        const sight = sightOf(world, server, book)
        beginning.push(sight)
        sights.push(sight)
      }
      passages.begin(world)
    },
    see: (world, transition, line) => {
      const { action, position } = transition
      passages.see(world, transition)
      operations.see(world, transition)
      if (action.kind === ActionKind.Cut || action.kind === ActionKind.Mend)
        cuts.push([position, unreachable(world)])
      const lane = laneOfAction(action, laneOf)
      const text = actionText({ ...action, at: SOON })
      moments.push([line, world.now, action.kind, lane, text, ...changesOf(world, transition)])
    },
    seen: () => ({
      servers,
      names: beginning.map((_, server) => serverName(server)),
      sessions,
      entries: book.entries,
      beginning,
      moments,
      passages: passages.passages,
      operations: operations.operations,
      cuts,
    }),
  }
}

function withRefusal(sight: Sight): Sight {
  const { condition } = sight
  return { ...sight, condition: ['refuses to start', ...(condition === '' ? [] : [condition])].join(', ') }
}

function isOfLinks({ kind }: Action): boolean {
  return kind === ActionKind.Cut || kind === ActionKind.Mend
}

/** Where an action is seen to happen: where a message arrives or is lost, at the client that hears, else at its server. */
function laneOfAction({ kind, server, peer }: Action, laneOf: (session: number) => number): number {
  switch (kind) {
    case ActionKind.Deliver:
    case ActionKind.Duplicate:
      return peer
    case ActionKind.Answer:
    case ActionKind.Abandon:
      return laneOf(peer)
    case ActionKind.Drop:
    case ActionKind.DropAnswer:
    case ActionKind.Cut:
    case ActionKind.Mend:
    case ActionKind.Calm:
      return -1
    default:
      return server
  }
}

/** By server, the set of those that it cannot reach. */
function unreachable({ links, seats }: World): number[] {
  return seats.map((_, from) =>
    seats.reduce((set, _seat, to) => set | (links[from * seats.length + to]?.cut === true ? 1 << to : 0), 0),
  )
}
