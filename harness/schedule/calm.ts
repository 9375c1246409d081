import { isAdministrative, type Command } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { boundsOf, type Bounds } from '../calm/bounds.ts'
import { areConverged, convergingServers } from '../calm/convergence.ts'
import { excuseOf } from '../calm/excuse.ts'
import { isForCluster, isCommandAwaited, isTransfer } from '../calm/waiting.ts'
import { isSteadinessPromised } from '../calm/promise.ts'
import { isSteady, noteSteadiness, steadinessAt, type Steadiness } from '../calm/steadiness.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import type { Plan, PlannedOperation } from '../plan/plan.ts'
import { ActionKind, type Action } from '../world/action.ts'
import type { Transition } from '../world/transition.ts'
import type { SessionState, World } from '../world/world.ts'
import { plan as planFor } from './agenda.ts'
import type { Chooser } from './chooser.ts'
import { schedulerOf, type Scheduler } from './scheduler.ts'
import { takeOver } from './take-over.ts'
import { WakeKind } from './wake.ts'

/** What a calm is for, one after the other. */
const Phase = {
  /** Clients go on with what they had not asked yet, one command an election timeout: until the cluster is steady. */
  Traffic: 0,
  /** The operator does: until all of it is answered. */
  Requests: 1,
  /** Nobody asks anything: until all logs are the same. */
  Quiet: 2,
  Over: 3,
} as const
type Phase = (typeof Phase)[keyof typeof Phase]

/** Everything that is drawn in a calm is drawn from this: it is the same calm whatever the storm was. */
const SEED = 0
/** So quick that a log with thousands of entries is replicated one by one well before the calm is over. */
const NETWORK = { least: 100, mean: 300 }
const DISK = { least: 50, mean: 100 }
/** Links do not keep their order; clients ask again, anybody, after 60 to 250 ms; and the operator stops nobody. */
const DIALS = {
  [FaultKind.RemovedServers]: 1000,
  [FaultKind.Reordering]: 1000,
  [FaultKind.Impatience]: 250,
  [FaultKind.RetriesElsewhere]: 700,
}
const NEVER = Number.MAX_SAFE_INTEGER / 8192
const NO_SESSION = -1

/** A calm on its way. */
interface Calm {
  readonly world: World
  readonly scheduler: Scheduler
  readonly chooser: Chooser
  readonly bounds: Bounds
  phase: Phase
  steadiness: Steadiness
  /** The session that asks commands at present, until it has none left. */
  driver: number
  /** By session: how often it asked again what it waits for. */
  readonly tries: number[]
  /** The server that did last what it was asked; -1: none has. */
  answers: number
  /** There is no command left to ask. */
  idle: boolean
  /** The servers whose logs are to become the same. */
  converging: number
}

/**
 * The fair scheduler that plays after a storm, for so many election timeouts, from the world as it is: links that are
 * not gone for good are whole again, servers start again, every message arrives soon and every write becomes durable.
 */
export function calmFor(world: World, timeouts: number): Chooser {
  const bounds = boundsOf(world.cluster, world.now, timeouts)
  const { scheduler, chooser } = schedulerOf(world, planOf(world, bounds.quiet))
  const steadiness = steadinessAt(bounds, world.cluster)
  const calm: Calm = {
    world,
    scheduler,
    chooser,
    bounds,
    phase: Phase.Traffic,
    steadiness,
    driver: NO_SESSION,
    tries: world.sessions.map(() => 0),
    answers: -1,
    idle: false,
    converging: 0,
  }
  takeOver(scheduler)
  askNext(calm, world.now)
  return { see: (transition) => see(calm, transition), next: () => next(calm) }
}

function see(calm: Calm, transition: Transition): void {
  calm.chooser.see(transition)
  const { answered } = transition
  if (answered?.status === AnswerStatus.Done) calm.answers = answered.from
  if (calm.phase === Phase.Traffic) seeTraffic(calm, transition)
  if (isPhaseDone(calm, transition)) enter(calm, (calm.phase + 1) as Phase)
}

/** Once what a session asked is settled, the next command is asked: at once, or an election timeout after one that was done. */
function seeTraffic(calm: Calm, transition: Transition): void {
  const { world, bounds, steadiness } = calm
  const { action, answered } = transition
  calm.steadiness = noteSteadiness(steadiness, transition, world.cluster, bounds)
  if (answered === null || answered.serial === 0) return
  const isDone = calm.steadiness.done > steadiness.done
  if (calm.driver === NO_SESSION || action.peer === calm.driver)
    askNext(calm, isDone ? world.now + bounds.timeout : world.now)
}

/** Has the next command asked at a time: by the session that asked the last one, or another where it has none left. */
function askNext(calm: Calm, at: number): void {
  const { world, scheduler } = calm
  const { sessions } = world
  if (calm.driver === NO_SESSION || !mayAskCommand(world, calm.driver))
    calm.driver = sessions.findIndex((_, session) => mayAskCommand(world, session))
  const { driver } = calm
  calm.idle = driver === NO_SESSION
  if (driver === NO_SESSION) return
  const { serial } = sessions[driver] as SessionState
  ;(scheduler.clients.opens[driver] as number[])[serial] = at
  planFor(scheduler.agenda, WakeKind.SessionReady, at, 0, driver, 0, 0, 0, 0)
}

function next(calm: Calm): Action | undefined {
  while (calm.phase !== Phase.Over) {
    const action = calm.chooser.next()
    if (action === undefined) return undefined
    endPhases(calm, action.at)
    if (action.kind === ActionKind.Abandon && !isLeftOpen(calm, action)) {
      askAgain(calm, action)
    } else if (mayStillHappen(calm, action)) {
      if (action.kind === ActionKind.Ask) takeTurns(calm, action)
      return action
    }
  }
  return undefined
}

/** A transfer that the storm left open is given up. */
function isLeftOpen({ world, phase }: Calm, { peer: session, term: serial }: Action): boolean {
  return phase === Phase.Traffic && isTransfer(world, session, serial)
}

/** Nobody gives up in a calm, but that: who has lost patience asks again. */
function askAgain({ scheduler }: Calm, { at, peer: session, term: serial }: Action): void {
  planFor(scheduler.agenda, ActionKind.Ask, at, 0, session, 0, serial, 0, 0)
}

/**
 * A client turns first to whoever answered last, be it another client: a server that was removed may not know it, and keep
 * silent. A client that asks again turns to whom it was sent and to each of the servers by turns, so that it finds the leader even
 * where others believe in one that is none any more.
 */
function takeTurns(calm: Calm, action: Action): void {
  const { world, tries } = calm
  const { peer: session, term } = action
  const { awaits } = world.sessions[session] as SessionState
  const tried = awaits === term ? (tries[session] as number) + 1 : 0
  tries[session] = tried
  if (tried % 2 === 0 && (tried > 0 || calm.answers < 0)) return
  const servers = world.seats.length
  const first = tried === 0 ? calm.answers : tried >> 1
  for (let i = 0; i < servers; i++) {
    const server = (first + i) % servers
    if (world.seats[server]?.server == null) continue
    action.server = server
    return
  }
}

function endPhases(calm: Calm, at: number): void {
  while (at > endOf(calm)) enter(calm, (calm.phase + 1) as Phase)
}

function endOf({ phase, bounds }: Calm): number {
  if (phase === Phase.Traffic) return bounds.traffic
  if (phase === Phase.Requests) return bounds.requests
  return phase === Phase.Quiet ? bounds.quiet : NEVER
}

/**
 * What was to be asked in a phase that is over is not, nor what a client has given up or heard of already. Half of its phase is
 * left to the last request for it to be answered.
 */
function mayStillHappen({ world, phase, bounds }: Calm, { kind, at, peer, term }: Action): boolean {
  if (phase === Phase.Over) return false
  if (kind !== ActionKind.Ask) return true
  if (phase === Phase.Quiet) return false
  const { serial, awaits, registration } = world.sessions[peer] as SessionState
  if (awaits === term) return true
  if (term === 0 ? registration !== 0 : term <= serial) return false
  const isRequest = isForCluster(world, peer, serial + 1)
  return isRequest ? phase === Phase.Requests && at <= half(bounds) : phase === Phase.Traffic
}

function half({ traffic, requests }: Bounds): number {
  return (traffic + requests) / 2
}

/** What a phase brings is asked for at its beginning, and nothing of it after its end. */
function enter(calm: Calm, phase: Phase): void {
  const { world, scheduler } = calm
  if (
    calm.phase === Phase.Traffic &&
    !isSteady(calm.steadiness, world.now, calm.bounds) &&
    owesNothing(world)
  ) {
    calm.phase = Phase.Over
    return
  }
  calm.phase = phase
  world.cluster.operations.forEach((commands, session) => {
    const opens = scheduler.clients.opens[session] as number[]
    commands.forEach((command, place) => {
      opens[place] = phase === Phase.Requests && isAdministrative(command.operation) ? world.now : NEVER
    })
    if (phase === Phase.Requests)
      planFor(scheduler.agenda, WakeKind.SessionReady, world.now, 0, session, 0, 0, 0, 0)
  })
  if (phase === Phase.Requests && !hasRequests(calm)) enter(calm, Phase.Quiet)
  if (phase === Phase.Quiet) calm.converging = convergingServers(world)
}

/** Whether nothing is promised of what comes after the traffic, where that did not become steady. */
function owesNothing(world: World): boolean {
  return !isSteadinessPromised(world) || excuseOf(world) !== undefined
}

function isPhaseDone(calm: Calm, { answered }: Transition): boolean {
  const { world, phase, steadiness, bounds } = calm
  switch (phase) {
    case Phase.Traffic:
      return (
        (isSteady(steadiness, world.now, bounds) || (calm.idle && steadiness.asked === 0)) &&
        !isCommandAwaited(world)
      )
    case Phase.Requests:
      return (answered !== null || world.now > half(bounds)) && !hasRequests(calm)
    case Phase.Quiet:
      return areConverged(world, calm.converging) && isConverged(calm)
    case Phase.Over:
      return false
  }
}

/** Looks once more who is to have the same log: whoever that was when it became quiet may have left since. */
function isConverged(calm: Calm): boolean {
  calm.converging = convergingServers(calm.world)
  return areConverged(calm.world, calm.converging)
}

/** Whether the operator still waits for an answer, or may ask something yet. */
function hasRequests({ world, bounds }: Calm): boolean {
  const isOpen = world.now <= half(bounds)
  return world.sessions.some(
    ({ serial, awaits }, session) =>
      isForCluster(world, session, awaits) ||
      (isOpen && awaits <= 0 && isForCluster(world, session, serial + 1)),
  )
}

/** Whether the next that a session has to ask is a command. */
function mayAskCommand({ sessions, cluster }: World, session: number): boolean {
  const { serial } = sessions[session] as SessionState
  const command: Command | undefined = cluster.operations[session]?.[serial]
  return command !== undefined && !isAdministrative(command.operation)
}

/** A plan without faults, in which everybody waits to be called. */
function planOf({ cluster }: World, length: number): Plan {
  const { options, synchronousDisk, clocks } = cluster
  const operations = cluster.operations.flatMap((commands) =>
    commands.map(({ session, operation, key, value, expected }): PlannedOperation => {
      return { session, operation, key, value, expected, at: NEVER }
    }),
  )
  return {
    version: 1,
    seed: SEED,
    options,
    synchronousDisk,
    clocks,
    network: NETWORK,
    disk: DISK,
    operations,
    episodes: [],
    severed: [],
    dials: DIALS,
    stormEnds: length,
    length,
    calm: 0,
  }
}
