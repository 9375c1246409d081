import { FaultKind } from '../plan/fault-kind.ts'
import type { Plan } from '../plan/plan.ts'
import { Changed } from '../observation.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import type { Transition } from '../world/transition.ts'
import type { World } from '../world/world.ts'
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
import { blankBites, dialsOf } from './bites.ts'
import { planCrashedWrites, planInterruption, planSnapshotCrash } from './crashes.ts'
import { networkOf, planAnswer, planDelivery, planUnsent, type Network } from './deliveries.ts'
import { keyOf, type Key } from './draws.ts'
import { planApply, planFlush, planRemovals, planRestore } from './fates.ts'
import { heedAnswer, heedRequest, operatorOf, type Operator } from './operator.ts'
import { sever } from './sever.ts'
import {
  arrives,
  flushes,
  isPossible,
  lands,
  mayApply,
  mayCrash,
  mayLose,
  mayRestart,
  mayRestore,
  mayWipe,
  postpones,
  removes,
  rots,
} from './possibilities.ts'
import { beginEpisode, endEpisode, flapEpisode, planEpisodes, stormOf, type Storm } from './storm.ts'
import { planTimers, timerFires, timersOf, type Timers } from './timers.ts'
import { WakeKind } from './wake.ts'
import { fairWeather, type Sky } from './weather.ts'

/** What the scheduler knows: the plan, what it has drawn so far, and the world to look at. */
export interface Scheduler {
  readonly world: World
  readonly plan: Plan
  readonly key: Key
  readonly agenda: Agenda
  /** By fault: how strong it is, as long as the run lasts, and how often it made a difference. */
  readonly dials: readonly number[]
  readonly bites: number[]
  readonly storm: Storm
  readonly sky: Sky
  readonly network: Network
  readonly operator: Operator
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
    dials: dialsOf(plan),
    bites: blankBites(),
    storm: stormOf(world),
    sky: fairWeather(world.seats.length),
    network: networkOf(world.links.length),
    operator: operatorOf(world),
    timers: timersOf(world),
    clients: clientsOf(world, plan),
    next: action(ActionKind.Deliver, 0, 0, 0, 0, 0, 0, 0),
  }
  planEpisodes(state)
  for (let session = 0; session < world.sessions.length; session++) {
    planFor(agenda, WakeKind.SessionReady, 0, 0, session, 0, 0, 0, 0)
  }
  const chooser: Chooser = {
    see: (transition) => foresee(state, transition),
    next: () => nextAction(state),
    bites: state.bites,
  }
  return { scheduler: state, chooser }
}

/** Draws what will become of all that a transition set going. */
function foresee(state: Scheduler, transition: Transition): void {
  const { sent, answers, armed, wrote, changed, server } = transition
  const leave = state.sky.beset && server >= 0 ? planInterruption(state, transition) : -1
  if (leave >= 0) breakOff(state, transition, leave)
  else for (let i = 0; i < sent.length; i++) planDelivery(state, sent[i] as (typeof sent)[number])
  if (leave < 0)
    for (let i = 0; i < answers.length; i++) planAnswer(state, answers[i] as (typeof answers)[number])
  if (armed !== 0) planTimers(state, server, armed)
  if (wrote !== 0) {
    planFlush(state, server, wrote)
    if (state.sky.beset) planSnapshotCrash(state, transition)
  }
  if (transition.restores) planRestore(state, server)
  if (transition.continues) planApply(state, server)
  if (transition.removes > 0) planRemovals(state, server, transition.removes)
  if ((changed & Changed.Crashed) !== 0) planCrashedWrites(state, server)
  const { kind } = transition.action
  if (kind === ActionKind.Ask) {
    expectAnswer(state, transition.action)
    heedRequest(state, transition.action)
  } else if (kind === ActionKind.Answer || kind === ActionKind.Abandon) {
    heedAnswer(state, transition)
    hearAnswer(state, transition)
  }
}

/** Of the messages and answers of a step, the first so many are on their way, and the others are lost. */
function breakOff(state: Scheduler, { sent, answers }: Transition, leave: number): void {
  const { agenda, world } = state
  sent.forEach((one, place) => (place < leave ? planDelivery(state, one) : planUnsent(state, one)))
  answers.forEach((one, place) => {
    const { from, session, serial } = one.answer
    if (sent.length + place < leave) planAnswer(state, one)
    else planFor(agenda, ActionKind.DropAnswer, world.now, from, session, 0, serial, one.turn, 0)
  })
}

/** The next planned action that is still possible. */
function nextAction(state: Scheduler): Action | undefined {
  const { agenda, plan, next, world, sky } = state
  while (takeNext(agenda, plan.length, next)) {
    if (sky.pausing && postpones(state, next)) continue
    if (isStillPossible(state, next)) return next as Action
  }
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
    case ActionKind.Drop:
      return arrives(state, planned)
    case ActionKind.Timer:
      return timerFires(state, planned)
    case ActionKind.Flush:
      return flushes(state, planned)
    case ActionKind.Crash:
      return mayCrash(state, planned)
    case ActionKind.Restart:
      return mayRestart(state, planned)
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
    case ActionKind.Stall:
      return isPossible(world, planned)
    case ActionKind.Jump:
      return lands(state, planned, FaultKind.ClockJump)
    case ActionKind.Wipe:
      return mayWipe(state, planned)
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
    case WakeKind.EpisodeFlaps:
      flapEpisode(state, planned.turn, planned.value, planned.at)
      return false
    case WakeKind.Severs:
      sever(state, planned.turn)
      return false
    default:
      return true
  }
}
