import { Role } from '../../../core/server.ts'
import type { FaultKind } from '../../plan/fault-kind.ts'
import type { Episode } from '../../plan/plan.ts'
import type { World } from '../../world/world.ts'

/** A number of the weather, by link or by server, and which fault it comes from. 0: the weather is fair. */
export interface Reading {
  readonly amount: number[]
  readonly fault: FaultKind[]
}

/** What the network and the servers are like at the moment. Chances are in permille, delays and times in microseconds. */
export interface Weather {
  /** By directed link: the chance that a message is lost, or comes twice; and its extra delay at most. */
  readonly loss: Reading
  readonly duplicate: Reading
  readonly slow: Reading
  /** By link: how much room is missing; and until when nothing comes through. */
  readonly crowded: Reading
  readonly clogged: Reading
  /** By server: the chance that a write fails, or a flush. */
  readonly failing: Reading
  readonly failingFlush: Reading
  /** By server: by how much a flush takes longer, and all that it does, at most. */
  readonly slowDisk: Reading
  readonly sluggish: Reading
  /** By server: until when it does nothing at all. */
  readonly paused: Reading
  /** By server: the chance that it crashes within a step, and while it writes a snapshot. */
  readonly interrupted: Reading
  readonly snapshotCrash: Reading
}

/** Links that an episode keeps cut: from one set of servers to another. */
export interface Cutting {
  readonly from: number
  readonly to: number
  readonly bothWays: boolean
}

/** How many messages a link holds at the most while its room is bounded. */
export const MOST_ROOM = 8

/** What of a cluster a fault is about. */
export const FAULT_GROUPS = ['network', 'process', 'disk', 'clock', 'operations', 'clients'] as const
type FaultGroup = (typeof FAULT_GROUPS)[number]

/**
 * A fault. Either an episode brings it about, by spoiling the weather, cutting links, or crashing servers and damaging
 * what they have on disk; or it lasts as long as a run, and is a dial of the plan or a part of its cluster.
 */
export interface Fault {
  readonly name: string
  readonly group: FaultGroup
  readonly sentence: string
  /** What Raft takes for granted that it keeps, or breaks. */
  readonly assumption: string
  /** The properties that need not hold any more once it has landed; left out where it breaks no assumption. */
  readonly breaks?: readonly string[]
  /** The servers that it besets, found when it begins, where they are not for the episode to say. */
  finds?(world: World, episode: Episode): number
  /** Adds its effect to the weather for as long as it lasts. */
  spoil?(weather: Weather, episode: Episode, servers: number): void
  /** The links it keeps cut, found when it begins. */
  cuts?(world: World, episode: Episode): readonly Cutting[]
  /** The servers that crash when it begins and start again when it ends. */
  crashes?(world: World, episode: Episode): number
  /** Who crashes never starts again. */
  readonly forGood?: true
  /** After how many microseconds, again and again, what it cut is whole and who crashed starts, and the other way round. */
  flaps?(episode: Episode): number
  /** The servers that may stop of themselves while it lasts, and start again when it ends. */
  stops?(world: World, episode: Episode): number
  /** The servers that crash when it begins, and then lose their term and vote to rot. */
  rots?(world: World, episode: Episode): number
  /** The servers that crash when it begins, and then find a new disk. */
  wipes?(world: World, episode: Episode): number
  /** The servers whose disks do nothing from when it begins. */
  stalls?(world: World, episode: Episode): number
  /** The servers whose clocks are set when it begins. */
  jumps?(world: World, episode: Episode): number
}

/** The leader of the highest term among the servers that are up; -1 where nobody leads. */
export function currentLeader(world: World): number {
  let leader = -1
  let newest = -1
  for (let id = 0; id < world.seats.length; id++) {
    const { server } = world.seats[id] as World['seats'][number]
    if (server === null) continue
    const { role, currentTerm } = world.target.observe(server)
    if (role === Role.Leader && (currentTerm ?? 0) > newest) {
      leader = id
      newest = currentTerm ?? 0
    }
  }
  return leader
}

/** The current leader as a set of one; an empty set where nobody leads. */
export function leaderAlone(world: World): number {
  const leader = currentLeader(world)
  return leader < 0 ? 0 : 1 << leader
}

/** Raises a number of the weather, if it is not higher already. */
export function raise({ amount, fault }: Reading, place: number, to: number, cause: FaultKind): void {
  if (to <= (amount[place] as number)) return
  amount[place] = to
  fault[place] = cause
}

/** Raises a number of the weather on every link that touches one of the victims. */
export function raiseAround(
  reading: Reading,
  { victims, fault }: Episode,
  servers: number,
  to: number,
): void {
  for (let from = 0; from < servers; from++) {
    for (let peer = 0; peer < servers; peer++) {
      if ((((victims >> from) | (victims >> peer)) & 1) === 1)
        raise(reading, from * servers + peer, to, fault)
    }
  }
}

/** Raises a number of the weather of every victim. */
export function raiseOf(reading: Reading, { victims, fault }: Episode, servers: number, to: number): void {
  for (let server = 0; server < servers; server++)
    if (((victims >> server) & 1) === 1) raise(reading, server, to, fault)
}

/** All servers of the cluster, as a set. */
export function everyone(world: World): number {
  return (1 << world.seats.length) - 1
}
