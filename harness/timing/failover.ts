import { Timer } from '../../core/effect.ts'
import { EntryKind, entryOf } from '../../core/log/entry.ts'
import { defaultOptions } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { clusterOf } from '../plan/cluster-of.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import type { Plan } from '../plan/plan.ts'
import type { Chooser } from '../schedule/chooser.ts'
import { between, draw, keyOf, Stream } from '../schedule/draws.ts'
import { scheduler } from '../schedule/scheduler.ts'
import type { Target } from '../targets/target.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import type { Given } from '../world/cluster.ts'
import { perform, startServer } from '../world/perform.ts'
import { whyNot } from '../world/possible.ts'
import type { Transition } from '../world/transition.ts'
import { openWorld, seatOf, type World } from '../world/world.ts'
import { networkOf } from './network.ts'

/** The range that election timeouts are drawn from, in microseconds. */
export interface TimeoutRange {
  readonly least: number
  readonly most: number
}

const SERVERS = 5
const LEADER = 0
const FOLLOWERS = 0b11110
/** How many entries each server has more than the next: enough that none catches up before the leader crashes. */
const AHEAD = 100
/** Nobody waits longer than this for a new leader, in microseconds. */
export const LONGEST = 30_000_000

/**
 * One trial of the paper's 9.3: how many microseconds a cluster of five is without a leader, by the paper's method. Its
 * logs are of different lengths, so that not every candidate can win; the heartbeat interval is half the shortest
 * timeout; the leader broadcasts heartbeats to all at once, and crashes at a time drawn from the interval after that.
 * `LONGEST` if nobody was elected until then; `undefined` if there was no such leader to begin with. A broadcast and the
 * answers to it take about `broadcast` microseconds.
 */
export function failover(
  target: Target,
  range: TimeoutRange,
  broadcast: number,
  seed: number,
): number | undefined {
  const plan = planOf(range, broadcast, seed)
  const world = openWorld(target, { ...clusterOf(plan), given: unequalLogs() })
  const chooser = scheduler(world, plan)
  for (let server = 0; server < SERVERS; server++) chooser.see(startServer(world, server))
  const interval = plan.options.heartbeatInterval
  const settled = cutAt(range) + 2 * interval
  const last = runUntil(world, chooser, ({ action: { kind, server, topic, at } }) => {
    return kind === ActionKind.Timer && server === LEADER && topic === Timer.Heartbeat && at >= settled
  })
  if (last === undefined || roleOf(world, LEADER) !== Role.Leader) return undefined
  const drawn = draw(keyOf(seed), Stream.Victim, 0, 0, 0, 0)
  const crashes = last + between(drawn, 0, interval)
  const elected = runUntil(world, chooser, ({ after }) => after?.role === Role.Leader, crashes)
  return elected === undefined ? LONGEST : Math.min(LONGEST, elected - crashes)
}

/** Lets the run go on until a transition is as wanted, and says when that was; the leader crashes at `crashes` on the way. */
function runUntil(
  world: World,
  chooser: Chooser,
  isWanted: (transition: Transition) => boolean,
  crashes = -1,
): number | undefined {
  let crashed = crashes < 0
  for (;;) {
    const next = chooser.next()
    if (next === undefined) return undefined
    const planned: Action = { ...next }
    if (!crashed && planned.at >= crashes) {
      crashed = true
      chooser.see(perform(world, action(ActionKind.Crash, crashes, LEADER, 0, 0, 0, 0, 0)))
    }
    if (whyNot(world, planned) !== undefined) continue
    const transition = perform(world, planned)
    const found = crashed && isWanted(transition)
    chooser.see(transition)
    if (found) return world.now
  }
}

function roleOf(world: World, server: number): Role | undefined {
  const state = seatOf(world, server).server
  return state === null ? undefined : world.target.observe(state).role
}

/** The others start too late to be in the way of the first election, and once it is over the leader hears from nobody. */
function planOf({ least, most }: TimeoutRange, broadcast: number, seed: number): Plan {
  const begins = cutAt({ least, most })
  const length = begins + LONGEST + 1_000_000
  const options = {
    ...defaultOptions(SERVERS),
    electionTimeoutLeast: least,
    electionTimeoutMost: most,
    heartbeatInterval: Math.floor(least / 2),
    maxEntriesPerAppend: 1,
  }
  const late = Math.floor(least * 0.9)
  return {
    version: 1,
    seed,
    options,
    synchronousDisk: false,
    clocks: [],
    ...networkOf(broadcast),
    operations: [],
    episodes: [
      { fault: FaultKind.Crash, from: 0, until: late, victims: FOLLOWERS, strength: 0 },
      { fault: FaultKind.OneWay, from: begins, until: length, victims: FOLLOWERS, strength: 0 },
    ],
    dials: { [FaultKind.Reordering]: 1000 },
    stormEnds: length,
    length,
    severed: [],
    calm: 0,
  }
}

/** From when on the leader hears from nobody: after it was elected, if the first one to try was. */
function cutAt({ most }: TimeoutRange): number {
  return most + 60_000
}

function unequalLogs(): readonly Given[] {
  return Array.from({ length: SERVERS }, (_, server) => ({
    server,
    currentTerm: 1,
    votedFor: LEADER,
    log: Array.from({ length: (SERVERS - server) * AHEAD }, (_, place) =>
      entryOf(place + 1, 1, EntryKind.NoOp, null, null),
    ),
  }))
}
