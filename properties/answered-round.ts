import type { Observation } from '../harness/observation.ts'

/** Who has answered a leader's heartbeat round, or a later one: a set, the leader itself in it. */
export function answeredRound(leader: number, { roundAnswered }: Observation, round: number): number {
  const newest = roundAnswered as readonly number[]
  let answered = 1 << leader
  for (let peer = 0; peer < newest.length; peer++)
    if ((newest[peer] as number) >= round) answered |= 1 << peer
  return answered
}
