import { ANY, bitsOf, chartOf, placeOf } from '../../campaign/asked-at.ts'
import { featuresOf } from '../../plan/features-of.ts'
import { REACHED, type Situation } from '../../situation.ts'
import { ActionKind } from '../../world/action.ts'
import type { Transition } from '../../world/transition.ts'
import type { Bounds, Reductions } from './bounds.ts'
import { clientsValue } from './clients.ts'
import { kindOf, keptIn, SeatInput, whatOf } from './input.ts'
import { mayBeLeftOut } from './left-out.ts'
import { clientsNumber, happenAgain, seatNumber, wordOf, type Reactions } from './reactions.ts'
import { stateViewOf, type StateView } from './state-view.ts'
import { kindOfStep, stepOf, StepKind } from './step.ts'
import { ReactionWord } from './layout.ts'

/** What a search can say of a situation. */
export const Standing = {
  /** It is asked at every step at which it may come about: one that is not reached is out of reach. */
  Asked: 0,
  /** It is asked, but not everywhere, or not by all that it goes by: where it is not reached, nothing follows. */
  Doubtful: 1,
  /** It goes by what states do not hold, and is not asked. */
  NotAsked: 2,
  /** It takes what the cluster lacks, and is not asked. */
  Lacking: 3,
} as const
export type Standing = (typeof Standing)[keyof typeof Standing]

/** The situations that a search has yet to reach. */
export interface SearchLookout {
  readonly situations: readonly Situation[]
  readonly standings: Standing[]
  /** By situation: the depth of the state that it was first reached with, 0 where nobody told the depth; -1: not reached. */
  readonly reachedAt: number[]
  /** By twice the reaction, plus 1 where a copy arrives: the situations that it may still bring about; made out at the first time. */
  readonly open: (number[] | undefined)[]
  readonly view: StateView
  /** The depth of the states that steps lead to now. */
  depth: number
  /** 1: the step that is asked about comes behind one of those. */
  later: 0 | 1
}

const NONE: number[] = []

/** Begins to look out for situations in a search. */
export function searchLookoutOf(
  situations: readonly Situation[],
  reactions: Reactions,
  bounds: Bounds,
  reductions: Reductions,
): SearchLookout {
  const { cluster } = bounds
  const has = featuresOf(cluster)
  const standingOf = (situation: Situation): Standing => {
    if (!situation.takes.every((feature) => has.includes(feature))) return Standing.Lacking
    if (situation.onlyInRuns === true || situation.start(cluster) !== undefined) return Standing.NotAsked
    return mayBeLeftOut(situation, bounds, reductions) ? Standing.Doubtful : Standing.Asked
  }
  return {
    situations,
    standings: situations.map(standingOf),
    reachedAt: situations.map(() => -1),
    open: [],
    view: stateViewOf(reactions),
    depth: 0,
    later: 0,
  }
}

/**
 * Asks those situations that a step may have brought about: the reaction of a server, or of clients (`own` is -1), that led to
 * the state whose seats and clients stand in a row.
 */
export function lookOut(
  lookout: SearchLookout,
  reaction: number,
  step: number,
  own: number,
  words: Int32Array,
  at: number,
): void {
  const place = 2 * reaction + (kindOfStep(step) === StepKind.Duplicate ? 1 : 0)
  if (lookout.open[place] === NONE) return
  const { view } = lookout
  view.words = words
  view.at = at
  view.own = own
  const transition = transitionOf(view.reactions, reaction, step)
  const open = lookout.open[place] ?? openAt(lookout, transition)
  let left = 0
  for (let i = 0; i < open.length; i++) {
    const number = open[i] as number
    if (ask(lookout, number, transition)) open[left++] = number
  }
  open.length = left
  lookout.open[place] = left === 0 ? NONE : open
}

/**
 * Asks what the start of a server may have brought about, while those behind it in the order are still down. Depth 1 is that of
 * the state which a run begins with.
 */
export function lookOutAtStart(
  lookout: SearchLookout,
  reaction: number,
  server: number,
  started: readonly number[],
): void {
  const { reactions, servers } = lookout.view
  const row = Array.from({ length: servers }, (_, seat) => started[seat] ?? seatNumber(reactions, seat))
  row.push(clientsNumber(reactions, clientsValue(reactions.world.sessions, [])))
  lookout.depth = 1
  lookOut(lookout, reaction, stepOf(StepKind.Input, server), server, Int32Array.from(row), 0)
  lookout.depth = 0
}

/** What is kept of a lookout beside a search that is taken down. */
export interface SavedLookout {
  readonly names: readonly string[]
  readonly standings: readonly Standing[]
  readonly reachedAt: readonly number[]
}

/** As it is now. */
export function savedLookout({ situations, standings, reachedAt }: SearchLookout): SavedLookout {
  return {
    names: situations.map(({ name }) => name),
    standings: standings.slice(),
    reachedAt: reachedAt.slice(),
  }
}

/** Goes on with what was reached by then. Throws an Error where other situations were looked out for, or none. */
export function restoreLookout(
  { situations, standings, reachedAt }: SearchLookout,
  saved: SavedLookout | undefined,
): void {
  if (saved?.names.join() !== situations.map(({ name }) => name).join()) throw new Error(OTHERS)
  saved.standings.forEach((standing, number) => {
    standings[number] = standing
    reachedAt[number] = saved.reachedAt[number] as number
  })
}

const OTHERS =
  'the search that was saved looked out for other situations, or for none, so that it cannot be told which are out of reach: resume it without looking out for any, or begin anew'

/** What happened, under the kind of action that the step was. */
function transitionOf(reactions: Reactions, reaction: number, step: number): Transition {
  const transition = happenAgain(reactions, reaction)
  const action = transition.action as { kind: ActionKind }
  if (kindOfStep(step) === StepKind.Duplicate) action.kind = ActionKind.Duplicate
  const input = wordOf(reactions, reaction, ReactionWord.On)
  const isLoss = wordOf(reactions, reaction, ReactionWord.From) >= 0 && kindOf(input) === SeatInput.Tear
  if (isLoss && keptIn(whatOf(input)) === 0) action.kind = ActionKind.Lose
  return transition
}

/** The situations that are asked at a reaction which happens for the first time. */
function openAt({ situations, standings, view }: SearchLookout, transition: Transition): number[] {
  const bits = bitsOf(transition)
  return (chartOf(situations)[placeOf(transition, view.reactions.world)] as readonly number[]).filter(
    (number) =>
      (standings[number] as Standing) <= Standing.Doubtful &&
      (((situations[number] as Situation).watches ?? ANY) & bits) !== 0,
  )
}

/** Asks a situation that was not reached yet; says whether it is to be asked again where the same reaction happens elsewhere. */
function ask(lookout: SearchLookout, number: number, transition: Transition): boolean {
  const { reachedAt, standings, view } = lookout
  if ((reachedAt[number] as number) >= 0) return false
  view.further = false
  view.beyond = false
  const situation = lookout.situations[number] as Situation
  const answer = situation.see(undefined, transition, view.world)
  if (view.beyond) standings[number] = Standing.Doubtful
  else if (answer === REACHED) reachedAt[number] = lookout.depth === 0 ? 0 : lookout.depth + lookout.later
  else if (answer !== undefined) throw new Error(remembers(situation))
  return view.further && (reachedAt[number] as number) < 0
}

function remembers({ name }: Situation): string {
  return `the situation "${name}" began without a memory and has one now: its start must give one as well, so that a search knows`
}
