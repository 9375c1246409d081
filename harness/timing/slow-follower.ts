import { Operation } from '../../core/command.ts'
import { defaultOptions } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { currentLeader } from '../faults/stage/stage.ts'
import { Changed } from '../observation.ts'
import { clusterOf } from '../plan/cluster-of.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import type { Episode, Plan } from '../plan/plan.ts'
import { scheduler } from '../schedule/scheduler.ts'
import type { Target } from '../targets/target.ts'
import { ActionKind } from '../world/action.ts'
import { perform, startServer } from '../world/perform.ts'
import type { Transition } from '../world/transition.ts'
import { openWorld } from '../world/world.ts'
import { networkOf } from './network.ts'

/** How long commands took from when they reached the leader until it knew them committed; in milliseconds. */
export interface CommitLatencies {
  /** How many. */
  readonly commands: number
  readonly median: number
  readonly mean: number
  readonly most: number
}

/** What one slow follower of four does to the time that a commit takes, and what the clients asked meanwhile. */
export interface SlowFollower {
  /** By how much, at most, its messages are late in each direction; in milliseconds. */
  readonly late: number
  readonly commandsPerSecond: number
  readonly alike: CommitLatencies
  readonly slow: CommitLatencies
  /** Its median, and that without it. */
  readonly ratio: number
}

const SERVERS = 5
const SESSIONS = 20
/** By then there is a leader; only what is asked later counts, and only then is the follower slow. */
const SETTLED = 1_000_000
const COMMANDS_PER_SECOND = 100
/** A slowness of this strength makes a message up to so many microseconds late. */
const STRENGTH = 250
const LATE = 400 * STRENGTH

/**
 * The paper's 5 has it that a slow minority need not slow the others down: the same cluster and clients twice, five
 * servers of which the second time a follower is slow. To the others a slow disk and slow links are one: its answers are
 * late. A run's draws go by name, so that the two agree, their leader included, until the follower becomes slow.
 * `undefined` if no leader stays in office. More than one follower may be slow: two are still a minority, three are not.
 */
export function slowFollower(
  target: Target,
  broadcast: number,
  commands: number,
  seed: number,
  slowOnes = 1,
): SlowFollower | undefined {
  const alike = commitLatencies(target, planOf(broadcast, commands, seed, []))
  if (alike === undefined) return undefined
  const slowness = {
    fault: FaultKind.Slowness,
    from: SETTLED,
    until: Number.MAX_SAFE_INTEGER,
    victims: nextTo(alike.leader, slowOnes),
    strength: STRENGTH,
  }
  const slow = commitLatencies(target, planOf(broadcast, commands, seed, [slowness]))
  if (slow === undefined || slow.leader !== alike.leader) return undefined
  return {
    late: LATE / 1000,
    commandsPerSecond: COMMANDS_PER_SECOND,
    alike: alike.latencies,
    slow: slow.latencies,
    ratio: slow.latencies.median / alike.latencies.median,
  }
}

/** So many followers of a leader, as a set. */
function nextTo(leader: number, count: number): number {
  let followers = 0
  for (let i = 1; i <= count; i++) followers |= 1 << ((leader + i) % SERVERS)
  return followers
}

/** One run's latencies; `undefined` if it had no leader at first, or another one later. */
function commitLatencies(
  target: Target,
  plan: Plan,
): { readonly leader: number; readonly latencies: CommitLatencies } | undefined {
  const world = openWorld(target, clusterOf(plan))
  const chooser = scheduler(world, plan)
  const waiting: { readonly index: number; readonly since: number }[] = []
  const times: number[] = []
  let leader = -1
  for (let server = 0; server < SERVERS; server++) chooser.see(startServer(world, server))
  for (let next = chooser.next(); next !== undefined; next = chooser.next()) {
    const transition = perform(world, next)
    if (leader < 0 && world.now >= SETTLED) leader = currentLeader(world)
    if (leader >= 0 && becomesLeader(transition)) return undefined
    if (transition.server === leader) noteCommands(transition, world.now, waiting, times)
    chooser.see(transition)
  }
  return leader < 0 ? undefined : { leader, latencies: latenciesOf(times) }
}

function becomesLeader({ changed, after }: Transition): boolean {
  return (changed & Changed.Role) !== 0 && after?.role === Role.Leader
}

/** Takes down which entries a leader has been asked for, and how long those took that it now knows committed. */
function noteCommands(
  { action, before, after }: Transition,
  now: number,
  waiting: { readonly index: number; readonly since: number }[],
  times: number[],
): void {
  const last = after?.log?.entries.length ?? 0
  if (action.kind === ActionKind.Ask && last > (before?.log?.entries.length ?? last))
    waiting.push({ index: last, since: now })
  while (waiting[0] !== undefined && waiting[0].index <= (after?.commitIndex ?? 0))
    times.push((now - (waiting.shift() as { since: number }).since) / 1000)
}

function latenciesOf(times: readonly number[]): CommitLatencies {
  const sorted = [...times].sort((one, other) => one - other)
  const { length } = sorted
  return {
    commands: length,
    median: sorted[length >> 1] ?? 0,
    mean: sorted.reduce((sum, time) => sum + time, 0) / Math.max(1, length),
    most: sorted[length - 1] ?? 0,
  }
}

/** Clients in turn ask to write, at even distances. */
function planOf(broadcast: number, commands: number, seed: number, episodes: readonly Episode[]): Plan {
  const distance = 1_000_000 / COMMANDS_PER_SECOND
  const asked = SETTLED + commands * distance
  const operations = Array.from({ length: commands }, (_, place) => ({
    session: place % SESSIONS,
    operation: Operation.Write,
    key: place % SESSIONS,
    value: place + 1,
    expected: 0,
    at: SETTLED + place * distance,
  }))
  return {
    version: 1,
    seed,
    options: { ...defaultOptions(SERVERS), maxInFlight: 16 },
    synchronousDisk: false,
    clocks: [],
    ...networkOf(broadcast * 1000),
    operations,
    episodes,
    dials: { [FaultKind.Reordering]: 1000 },
    severed: [],
    calm: 0,
    stormEnds: asked,
    length: asked + 1_000_000,
  }
}
