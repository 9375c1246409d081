import { Role } from '../../core/server.ts'
import type { Episode } from '../plan/plan.ts'
import type { World } from '../world/world.ts'

/** What the network is like at the moment, by directed link: chances in permille, and microseconds of extra delay; and the disks. */
export interface Weather {
  readonly loss: number[]
  readonly duplicate: number[]
  readonly slow: number[]
  /** By server: the chance in permille that a flush fails. */
  readonly failing: number[]
}

/** Links that an episode keeps cut: from one set of servers to another. */
export interface Cutting {
  readonly from: number
  readonly to: number
  readonly bothWays: boolean
}

/** A fault as an episode brings it about: by spoiling the weather, cutting links, or crashing servers and damaging what they have on disk. */
export interface Fault {
  readonly name: string
  readonly sentence: string
  /** What Raft takes for granted that it keeps, or breaks. */
  readonly assumption: string
  /** The servers that it besets, found when it begins, where they are not for the episode to say. */
  finds?(world: World, episode: Episode): number
  /** Adds its effect to the weather for as long as it lasts. */
  spoil?(weather: Weather, episode: Episode, servers: number): void
  /** The links it keeps cut, found when it begins. */
  cuts?(world: World, episode: Episode): readonly Cutting[]
  /** The servers that crash when it begins and start again when it ends. */
  crashes?(world: World, episode: Episode): number
  /** The servers that may stop of themselves while it lasts, and start again when it ends. */
  stops?(world: World, episode: Episode): number
  /** The servers that crash when it begins, and then lose their term and vote to rot. */
  rots?(world: World, episode: Episode): number
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

/** Raises a number of the weather on every link that touches one of the victims. */
export function raiseAround(numbers: number[], victims: number, servers: number, amount: number): void {
  for (let from = 0; from < servers; from++) {
    for (let to = 0; to < servers; to++) {
      const touches = ((victims >> from) | (victims >> to)) & 1
      const link = from * servers + to
      if (touches === 1) numbers[link] = Math.max(numbers[link] as number, amount)
    }
  }
}

/** All servers of the cluster, as a set. */
export function everyone(world: World): number {
  return (1 << world.seats.length) - 1
}
