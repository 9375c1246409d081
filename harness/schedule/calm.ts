import { isAdministrative, type Command } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import type { Plan, PlannedOperation } from '../plan/plan.ts'
import { ActionKind, type Action } from '../world/action.ts'
import { timeFor } from '../world/clock.ts'
import type { Transition } from '../world/transition.ts'
import { NOTHING, type SessionState, type World } from '../world/world.ts'
import { plan as planFor } from './agenda.ts'
import type { Chooser } from './chooser.ts'
import { schedulerOf, type Scheduler } from './scheduler.ts'
import { takeOver } from './take-over.ts'
import { WakeKind } from './wake.ts'

/** What a calm is for, one after the other. */
const Phase = {
  /** Clients go on with what they had not asked yet: until something of it is done. */
  Traffic: 0,
  /** The operator does: until all of it is answered. */
  Requests: 1,
  /** Nobody asks anything: until all logs are the same. */
  Quiet: 2,
  Over: 3,
} as const
type Phase = (typeof Phase)[keyof typeof Phase]

/** How many of four parts of the calm each phase may take. */
const PARTS = [2, 1, 1] as const
/** Everything that is drawn in a calm is drawn from this: it is the same calm whatever the storm was. */
const SEED = 0
const NETWORK = { least: 500, mean: 1_000 }
const DISK = { least: 100, mean: 300 }
/** Links do not keep their order, and clients ask again, anybody, after 60 to 250 ms. */
const DIALS = {
  [FaultKind.Reordering]: 1000,
  [FaultKind.Impatience]: 250,
  [FaultKind.RetriesElsewhere]: 700,
}
const NEVER = Number.MAX_SAFE_INTEGER / 8192

/** A calm on its way. */
interface Calm {
  readonly world: World
  readonly scheduler: Scheduler
  readonly chooser: Chooser
  /** When each phase is over at the latest. */
  readonly ends: readonly number[]
  phase: Phase
}

/**
 * The fair scheduler that plays after a storm, for so many election timeouts, from the world as it is: links that are
 * not gone for good are whole again, servers start again, every message arrives soon and every write becomes durable.
 */
export function calmFor(world: World, timeouts: number): Chooser {
  const each = longestTimeout(world)
  let end = world.now
  const ends = PARTS.map((part) => (end += Math.ceil((timeouts * each * part) / 4)))
  const { scheduler, chooser } = schedulerOf(world, planOf(world, end))
  const calm: Calm = { world, scheduler, chooser, ends, phase: Phase.Traffic }
  takeOver(scheduler)
  return { see: (transition) => see(calm, transition), next: () => next(calm) }
}

function see(calm: Calm, transition: Transition): void {
  calm.chooser.see(transition)
  if (isPhaseDone(calm, transition)) enter(calm, (calm.phase + 1) as Phase)
}

function next(calm: Calm): Action | undefined {
  while (calm.phase !== Phase.Over) {
    const action = calm.chooser.next()
    if (action === undefined) return undefined
    if (action.at > (calm.ends[calm.phase] as number)) enter(calm, (calm.phase + 1) as Phase)
    if (mayStillHappen(calm, action)) return action
  }
  return undefined
}

/** What was planned to be asked in a phase that is over is not. */
function mayStillHappen({ world, phase }: Calm, { kind, peer, term }: Action): boolean {
  if (phase === Phase.Over) return false
  if (kind !== ActionKind.Ask || term === 0) return true
  const { serial } = world.sessions[peer] as SessionState
  return term <= serial || phase !== Phase.Quiet
}

/** What a phase brings is asked for at its beginning, and nothing of it after its end. */
function enter(calm: Calm, phase: Phase): void {
  const { world, scheduler } = calm
  calm.phase = phase
  world.cluster.operations.forEach((commands, session) => {
    const opens = scheduler.clients.opens[session] as number[]
    commands.forEach((command, place) => {
      opens[place] = phase === Phase.Requests && isAdministrative(command.operation) ? world.now : NEVER
    })
    if (phase === Phase.Requests)
      planFor(scheduler.agenda, WakeKind.SessionReady, world.now, 0, session, 0, 0, 0, 0)
  })
  if (isOver(calm)) enter(calm, (phase + 1) as Phase)
}

/** Whether a phase has nothing to wait for, as soon as it begins. */
function isOver({ world, phase }: Calm): boolean {
  if (phase !== Phase.Requests) return false
  return !world.sessions.some((session, number) => hasRequests(world, session, number))
}

function isPhaseDone({ world, phase }: Calm, { answered, changed, action }: Transition): boolean {
  switch (phase) {
    case Phase.Traffic:
      return answered?.status === AnswerStatus.Done && isOnMachine(world, action)
    case Phase.Requests:
      return answered !== null && !world.sessions.some((one, number) => hasRequests(world, one, number))
    case Phase.Quiet:
      return changed !== 0 && isConverged(world)
    case Phase.Over:
      return false
  }
}

/** Whether what was answered is an operation on the machine; not one for the cluster, nor the request to be registered. */
function isOnMachine({ cluster }: World, { peer, term }: Action): boolean {
  const command = cluster.operations[peer]?.[term - 1]
  return command !== undefined && !isAdministrative(command.operation)
}

/** Whether a session still waits for what the operator asked, or has not asked it yet. */
function hasRequests({ cluster }: World, { serial, awaits }: SessionState, session: number): boolean {
  const commands = cluster.operations[session] as readonly Command[]
  const asked = awaits === NOTHING ? undefined : commands[awaits - 1]
  const next = commands[serial]
  return [asked, next].some((command) => command !== undefined && isAdministrative(command.operation))
}

/** Whether all servers that are up have the same log, and know all of it to be committed. */
function isConverged({ seats, target }: World): boolean {
  let length = -1
  for (const { server } of seats) {
    if (server === null) continue
    const { log, commitIndex } = target.observe(server)
    if (log === undefined || commitIndex !== log.entries.length) return false
    if (length >= 0 && log.entries.length !== length) return false
    length = log.entries.length
  }
  return true
}

/** The longest of the servers' election timeouts, in virtual time. */
function longestTimeout({ seats, cluster: { options } }: World): number {
  const { electionTimeoutMost, electionTimeoutStretch } = options
  const times = seats.map(({ clock }, server) => {
    const percent = 100 + (electionTimeoutStretch[server] ?? 0)
    return timeFor(clock, Math.ceil((electionTimeoutMost * percent) / 100))
  })
  return Math.max(...times)
}

/** A plan without faults, in which clients go on with what they have left, and the operator waits to be called. */
function planOf({ cluster }: World, length: number): Plan {
  const { options, synchronousDisk, clocks } = cluster
  const operations = cluster.operations.flatMap((commands) =>
    commands.map(({ session, operation, key, value, expected }): PlannedOperation => {
      return { session, operation, key, value, expected, at: isAdministrative(operation) ? NEVER : 0 }
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
    dials: DIALS,
    stormEnds: length,
    length,
    calm: 0,
  }
}
