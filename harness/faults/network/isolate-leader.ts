import { currentLeader, everyone, type Fault } from '../stage/stage.ts'

/** Whoever leads when it begins is cut off, with fewer than a majority beside it. */
export const isolateLeader: Fault = {
  name: 'isolate-leader',
  group: 'network',
  sentence: 'The leader is cut off from a majority, alone or with a few others.',
  assumption: 'kept: the network may be partitioned (paper 2)',
  cuts: (world, { victims }) => {
    const leader = currentLeader(world)
    if (leader < 0) return []
    const minority = withCompany(leader, victims, Math.floor((world.seats.length - 1) / 2))
    return [{ from: minority, to: everyone(world) & ~minority, bothWays: true }]
  },
}

/** The leader and the first of the victims, `most` servers in all. */
function withCompany(leader: number, victims: number, most: number): number {
  let set = 1 << leader
  let count = 1
  for (let server = 0; count < most && victims >> server !== 0; server++) {
    if (((victims >> server) & 1) === 1 && server !== leader) {
      set |= 1 << server
      count++
    }
  }
  return set
}
