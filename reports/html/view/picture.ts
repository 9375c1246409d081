import { sessionName } from '../../../harness/world/names.ts'
import { End, type Cause, type Passage, type Story } from '../../recording/story.ts'
import { instantsOf, type Instants } from './instants.ts'
import { landmarksOf, type Landmark } from './landmarks.ts'
import { cutSpansOf, roleSpansOf, type CutSpan, type RoleSpan } from './spans.ts'

/** A story with all that is worked out from it once, for every way of drawing it. */
export interface Picture {
  readonly story: Story
  readonly causes: readonly Cause[]
  /** How many actions there are. */
  readonly length: number
  readonly instants: Instants
  readonly roles: readonly RoleSpan[]
  readonly cuts: readonly CutSpan[]
  readonly landmarks: readonly Landmark[]
  /** What the lanes are called: the servers, and behind them the sessions. */
  readonly names: readonly string[]
  /** The same where there is little room. */
  readonly shortNames: readonly string[]
  /** By the position of an action: which cause it is, from 1. */
  readonly causeAt: ReadonlyMap<number, number>
  /** The positions that showed a violation. */
  readonly violationAt: ReadonlySet<number>
  /** By position: which passages ended there, and which were sent. */
  readonly endingAt: ReadonlyMap<number, readonly number[]>
  readonly sentAt: ReadonlyMap<number, readonly number[]>
  /** By passage: with which action it was no longer on its way; `Infinity` where it was to the end. */
  readonly goneAt: readonly number[]
}

/** Works out what a story's picture needs. */
export function pictureOf(story: Story, causes: readonly Cause[]): Picture {
  const roles = roleSpansOf(story)
  const cuts = cutSpansOf(story)
  const endingAt = new Map<number, number[]>()
  const sentAt = new Map<number, number[]>()
  story.passages.forEach(([, , , , , sent, ...ends], passage) => {
    add(sentAt, sent, passage)
    for (let i = 0; i < ends.length; i += 2) add(endingAt, ends[i] as number, passage)
  })
  return {
    story,
    causes,
    length: story.moments.length,
    instants: instantsOf(story),
    roles,
    cuts,
    landmarks: landmarksOf(story, causes, roles),
    names: [...story.names, ...story.sessions.map(sessionName)],
    shortNames: [...(story.trace?.shortNames ?? story.names), ...story.sessions.map(sessionName)],
    causeAt: new Map(causes.map(({ position }, place) => [position, place + 1])),
    violationAt: new Set(story.violations.map(({ action }) => action)),
    endingAt,
    sentAt,
    goneAt: story.passages.map(goneWith),
  }
}

/** A copy that arrives leaves the message on its way. */
function goneWith([, , , , , , ...ends]: Passage): number {
  const last = ends.at(-2)
  return last === undefined || ends.at(-1) === End.Copied ? Infinity : last
}

function add(map: Map<number, number[]>, position: number, passage: number): void {
  const known = map.get(position)
  if (known === undefined) map.set(position, [passage])
  else known.push(passage)
}
