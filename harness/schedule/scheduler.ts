import type { Plan } from '../plan/plan.ts'
import { Changed } from '../observation.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import type { Transition } from '../world/transition.ts'
import { seatOf, type World } from '../world/world.ts'
import { emptyAgenda, plan as planFor, takeNext, type Agenda } from './agenda.ts'
import type { Chooser } from './chooser.ts'
import { clientsOf, expectAnswer, hearAnswer, runOutOfPatience, useSession, type Clients } from './clients.ts'
import { keyOf, type Key } from './draws.ts'
import { beginEpisode, endEpisode, stormOf, type Storm } from './storm.ts'
import { planAnswer, planCrashedWrites, planDelivery, planFlush } from './fates.ts'
import { fireTimer, planTimers, timersOf, type Timers } from './timers.ts'
import { WakeKind } from './wake.ts'

/** What the scheduler knows: the plan, what it has drawn so far, and the world to look at. */
export interface Scheduler {
  readonly world: World
  readonly plan: Plan
  readonly key: Key
  readonly agenda: Agenda
  readonly storm: Storm
  readonly timers: Timers
  readonly clients: Clients
}

/**
 * The fuzzer: reads each transition, draws a fate and a time for every message sent, timer armed and write begun, and
 * plays them, the plan's episodes and the clients in virtual time.
 */
export function scheduler(world: World, plan: Plan): Chooser {
  const key = keyOf(plan.seed)
  const agenda = emptyAgenda(key)
  const state: Scheduler = {
    world,
    plan,
    key,
    agenda,
    storm: stormOf(world),
    timers: timersOf(world),
    clients: clientsOf(world, plan),
  }
  plan.episodes.forEach((episode, number) => {
    planFor(agenda, action(WakeKind.EpisodeBegins as ActionKind, episode.from, 0, 0, 0, 0, number, 0))
    planFor(agenda, action(WakeKind.EpisodeEnds as ActionKind, episode.until, 0, 0, 0, 0, number, 0))
  })
  world.sessions.forEach((_, session) => {
    planFor(agenda, action(WakeKind.SessionReady as ActionKind, 0, 0, session, 0, 0, 0, 0))
  })
  return { see: (transition) => foresee(state, transition), next: () => nextAction(state) }
}

/** Draws what will become of all that a transition set going. */
function foresee(state: Scheduler, transition: Transition): void {
  const { sent, answers, armed, wrote, changed, server } = transition
  for (let i = 0; i < sent.length; i++) planDelivery(state, sent[i] as (typeof sent)[number])
  for (let i = 0; i < answers.length; i++) planAnswer(state, answers[i] as (typeof answers)[number])
  if (armed !== 0) planTimers(state, server, armed)
  if (wrote !== 0) planFlush(state, server, wrote)
  if ((changed & Changed.Crashed) !== 0) planCrashedWrites(state, server)
  const { kind } = transition.action
  if (kind === ActionKind.Ask) expectAnswer(state, transition.action)
  else if (kind === ActionKind.Answer || kind === ActionKind.Abandon) hearAnswer(state, transition)
}

/** The next planned action that is still possible. */
function nextAction(state: Scheduler): Action | undefined {
  for (;;) {
    const planned = takeNext(state.agenda, state.plan.length)
    if (planned === undefined) return undefined
    const next = stillPossible(state, planned)
    if (next !== undefined) return next
  }
}

/** What is left of a planned action now that its time has come: itself, another, or nothing. */
function stillPossible(state: Scheduler, planned: Action): Action | undefined {
  const { world } = state
  switch (planned.kind as number) {
    case ActionKind.Deliver:
    case ActionKind.Duplicate:
      return arrive(world, planned)
    case ActionKind.Timer:
      return fireTimer(state, planned)
    case ActionKind.Flush:
      return mayFlush(world, planned) ? planned : undefined
    case ActionKind.Crash:
      return isUp(world, planned.server) ? planned : undefined
    case ActionKind.Restart:
      return isUp(world, planned.server) ? undefined : planned
    case ActionKind.Ask:
      return useSession(state, planned)
    case WakeKind.EpisodeBegins:
      beginEpisode(state, planned.turn)
      return undefined
    case WakeKind.EpisodeEnds:
      endEpisode(state, planned.turn)
      return undefined
    case WakeKind.SessionReady:
      return useSession(state, planned)
    case WakeKind.PatienceEnds:
      return runOutOfPatience(state, planned)
    default:
      return planned
  }
}

/** A message that meets a cut link or a server that is down is lost; a copy of one leaves the message in flight. */
function arrive(world: World, planned: Action): Action | undefined {
  const { server, peer } = planned
  const link = world.links[server * world.seats.length + peer] as World['links'][number]
  if (!link.cut && isUp(world, peer)) return planned
  if (planned.kind === ActionKind.Duplicate) return undefined
  planned.kind = ActionKind.Drop
  return planned
}

function mayFlush(world: World, { server, topic, turn }: Action): boolean {
  const seat = seatOf(world, server)
  const file = seat.files[topic] as (typeof seat.files)[number]
  const oldest = file.pending[0]
  return seat.server !== null && oldest !== undefined && oldest.order <= turn
}

function isUp(world: World, server: number): boolean {
  return seatOf(world, server).server !== null
}
