import { DiskFile } from '../../core/effect.ts'
import type { Plan } from '../plan/plan.ts'
import { Changed } from '../observation.ts'
import { pendingWrite, vouchedRecords } from '../world/disk.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import { whyNot } from '../world/possible.ts'
import type { Transition } from '../world/transition.ts'
import { linkBetween, seatOf, type FileState, type World } from '../world/world.ts'
import { emptyAgenda, plan as planFor, takeNext, type Agenda, type Planned } from './agenda.ts'
import type { Chooser } from './chooser.ts'
import {
  asksAgain,
  asksNext,
  clientsOf,
  comesLate,
  expectAnswer,
  hearAnswer,
  runsOutOfPatience,
  stillAwaits,
  type Clients,
} from './clients.ts'
import { between, draw, happens, keyOf, Stream, type Key } from './draws.ts'
import { beginEpisode, endEpisode, planEpisodes, stormOf, type Storm } from './storm.ts'
import {
  planAnswer,
  planApply,
  planCrashedWrites,
  planDelivery,
  planFlush,
  planRemovals,
  planRestore,
} from './fates.ts'
import { planTimers, timerFires, timersOf, type Timers } from './timers.ts'
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
  /** The action that is handed out: one object for the whole run. */
  readonly next: Planned
}

/**
 * The fuzzer: reads each transition, draws a fate and a time for every message sent, timer armed and write begun, and
 * plays them, the plan's episodes and the clients in virtual time.
 */
export function scheduler(world: World, plan: Plan): Chooser {
  return schedulerOf(world, plan).chooser
}

/** The same, with what it knows. */
export function schedulerOf(world: World, plan: Plan): { scheduler: Scheduler; chooser: Chooser } {
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
    next: action(ActionKind.Deliver, 0, 0, 0, 0, 0, 0, 0),
  }
  planEpisodes(state)
  for (let session = 0; session < world.sessions.length; session++) {
    planFor(agenda, WakeKind.SessionReady, 0, 0, session, 0, 0, 0, 0)
  }
  const chooser: Chooser = { see: (transition) => foresee(state, transition), next: () => nextAction(state) }
  return { scheduler: state, chooser }
}

/** Draws what will become of all that a transition set going. */
function foresee(state: Scheduler, transition: Transition): void {
  const { sent, answers, armed, wrote, changed, server } = transition
  for (let i = 0; i < sent.length; i++) planDelivery(state, sent[i] as (typeof sent)[number])
  for (let i = 0; i < answers.length; i++) planAnswer(state, answers[i] as (typeof answers)[number])
  if (armed !== 0) planTimers(state, server, armed)
  if (wrote !== 0) planFlush(state, server, wrote)
  if (transition.restores) planRestore(state, server)
  if (transition.continues) planApply(state, server)
  if (transition.removes > 0) planRemovals(state, server, transition.removes)
  if ((changed & Changed.Crashed) !== 0) planCrashedWrites(state, server)
  const { kind } = transition.action
  if (kind === ActionKind.Ask) expectAnswer(state, transition.action)
  else if (kind === ActionKind.Answer || kind === ActionKind.Abandon) hearAnswer(state, transition)
}

/** The next planned action that is still possible. */
function nextAction(state: Scheduler): Action | undefined {
  const { agenda, plan, next, world } = state
  while (takeNext(agenda, plan.length, next)) if (isStillPossible(state, next)) return next as Action
  if (plan.calm === 0 || world.calmSince >= 0) return undefined
  return action(ActionKind.Calm, plan.length, 0, 0, 0, 0, 0, plan.calm)
}

/**
 * Whether something planned can happen now that its time has come. It may have turned into another action meanwhile;
 * the scheduler's notes to itself become actions, or plans, or nothing.
 */
function isStillPossible(state: Scheduler, planned: Planned): boolean {
  const { world } = state
  switch (planned.kind) {
    case ActionKind.Deliver:
    case ActionKind.Duplicate:
      return arrives(world, planned)
    case ActionKind.Timer:
      return timerFires(state, planned)
    case ActionKind.Flush:
      return flushes(state, planned)
    case ActionKind.Crash:
      return isUp(world, planned.server)
    case ActionKind.Restart:
      return whyNot(world, planned as Action) === undefined
    case ActionKind.Lose:
    case ActionKind.Tear:
      return mayLose(world, planned)
    case ActionKind.Restore:
      return mayRestore(world, planned)
    case ActionKind.Apply:
      return mayApply(world, planned)
    case ActionKind.Remove:
      return removes(world, planned)
    case ActionKind.Rot:
      return rots(state, planned)
    case ActionKind.Ask:
      return asksAgain(state, planned)
    case ActionKind.Abandon:
      return stillAwaits(state, planned)
    case WakeKind.SessionReady:
      return asksNext(state, planned)
    case WakeKind.PatienceEnds:
      return runsOutOfPatience(state, planned)
    case WakeKind.LateCopy:
      return comesLate(state, planned)
    case WakeKind.EpisodeBegins:
      beginEpisode(state, planned.turn)
      return false
    case WakeKind.EpisodeEnds:
      endEpisode(state, planned.turn, planned.at)
      return false
    default:
      return true
  }
}

/** A message that meets a cut link or a server that is down is lost; a copy of one leaves the message in flight. */
function arrives(world: World, planned: Planned): boolean {
  const { server, peer } = planned
  if (!linkBetween(world, server, peer).cut && isUp(world, peer)) return true
  if (planned.kind === ActionKind.Duplicate) return false
  planned.kind = ActionKind.Drop
  return true
}

/** A flush may fail, where the weather is so; a write that failed is not told of twice. */
function flushes({ world, key, storm }: Scheduler, planned: Planned): boolean {
  const { server, topic, turn } = planned
  const seat = seatOf(world, server)
  const { pending, failed } = seat.files[topic] as FileState
  const oldest = pending[0]
  if (seat.server === null || seat.stalled || oldest === undefined || oldest.order > turn) return false
  const fails = storm.weather.failing[server] as number
  if (fails > 0 && failed === 0 && happens(draw(key, Stream.FailedWrite, server, topic, turn, 0), fails))
    planned.kind = ActionKind.Fail
  return true
}

/** Removals are done in the order in which they were asked for, whatever was drawn for each. */
function removes(world: World, planned: Planned): boolean {
  const { server, stalled, files } = seatOf(world, planned.server)
  const [segment] = (files[planned.topic] as FileState).removing
  if (segment === undefined || server === null || stalled) return false
  planned.turn = segment
  return true
}

function mayLose(world: World, { server, topic, turn }: Planned): boolean {
  const seat = seatOf(world, server)
  return seat.server === null && pendingWrite(seat.files[topic] as FileState, turn) !== undefined
}

/** The term's file rots or, as often, a record of the log's that others vouch for: at the log's end rot is taken for a torn write, against what Raft assumes. */
function rots({ world, key }: Scheduler, planned: Planned): boolean {
  const { at, server } = planned
  const vouched = vouchedRecords(seatOf(world, server).files[DiskFile.Log])
  if (vouched > 0 && happens(draw(key, Stream.Rot, server, at, 0, 0), 500)) {
    planned.topic = DiskFile.Log
    planned.turn = between(draw(key, Stream.Rot, server, at, 1, 0), 1, vouched)
  }
  return whyNot(world, planned as Action) === undefined
}

/** A restore that began anew, with a newer snapshot, has been planned anew. */
function mayRestore(world: World, planned: Planned): boolean {
  const wanted = planned.turn
  planned.turn = 0
  return isUp(world, planned.server) && seatOf(world, planned.server).restoring === wanted
}

/** A server that started again has been asked anew to go on, if there is anything to apply. */
function mayApply(world: World, planned: Planned): boolean {
  const wanted = planned.turn
  planned.turn = 0
  return isUp(world, planned.server) && seatOf(world, planned.server).applying === wanted
}

function isUp(world: World, server: number): boolean {
  return seatOf(world, server).server !== null
}
