import { Role } from '../../core/server.ts'
import { fold, spread } from '../../harness/mix.ts'
import type { Monitor } from '../../harness/monitor.ts'
import type { Observation } from '../../harness/observation.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, candidate, crashes, flushed, follower, leader, S1, S2, starts } from './sightings.ts'

/** Where a story has come to: what can be seen of each server, and what a monitor remembers of it. */
export interface Told<Memory> {
  readonly seen: readonly (Observation | undefined)[]
  readonly memory: Memory
}

/** What a transition comes to in a monitor's eyes. */
export interface Judged<Memory> {
  readonly memory: Memory
  readonly reasons: readonly string[]
}

/** A monitor's judgement of one transition. */
export function judge<Memory>(monitor: Monitor<Memory>, memory: Memory, seen: Transition): Judged<Memory> {
  if ((seen.changed & monitor.watches) === 0) return { memory, reasons: [] }
  const reasons: string[] = []
  const report = {
    violation: ({ reason }: { reason: string }) => void reasons.push(reason),
    undecided: () => undefined,
  }
  return { memory: monitor.see(memory, seen, report), reasons }
}

/** A short story of two servers that no seed tells otherwise; `undefined` where the monitor finds something in it. */
export function tell<Memory>(
  monitor: Monitor<Memory>,
  cluster: Cluster,
  seed: number,
): Told<Memory> | undefined {
  let memory = monitor.start(cluster)
  const seen: (Observation | undefined)[] = [undefined, undefined]
  for (let turn = 0; turn < 8; turn++) {
    const next = { ...happening(seen, spread(fold(seed, turn)) >>> 0), position: turn }
    const judged = judge(monitor, memory, next)
    if (judged.reasons.length > 0) return undefined
    memory = judged.memory
    seen[next.server] = next.after
  }
  return { seen, memory }
}

const LOGS = ['', '1', '1 1', '1 2', '1 2 2', '1(12)']
/** Logs that do not go with those. */
const OTHER_LOGS = ['2 2', '1a', '1 1 2', '1(12) 2']
const PLACES = [
  [1, 1],
  [2, 1],
  [2, 2],
] as const

/** Something that can happen next to one of the servers as they are seen: nothing is too absurd but to contradict that. */
export function happening(seen: Told<unknown>['seen'], draw: number): Transition {
  const server = draw & 1 ? S1 : S2
  const now = seen[server]
  const pick = draw >>> 1
  if (now === undefined)
    return starts(server, sight(pick, Role.Follower, 0, pick % 8 === 0 ? 1 : 3), stateOf(pick))
  if (pick % 7 === 0) return crashes(server, now)
  const kept = pick % 3 === 0 && now.log !== undefined ? now.log : undefined
  const role = [Role.Follower, Role.Candidate, Role.Leader, Role.Leader][pick % 4] as Role
  const { commitIndex, currentTerm } = pick % 16 === 0 ? NEW : now
  const next = sight(pick >>> 3, role, commitIndex as number, currentTerm as number)
  const step = becomes(server, now, kept === undefined ? next : { ...next, log: kept }, stateOf(pick))
  return pick % 5 < 2 ? flushed(step, { log: PLACES[pick % 3] as (typeof PLACES)[number] }) : step
}

const NEW = { commitIndex: 0, currentTerm: 1 }

/** Mostly a function of what was applied. */
function stateOf(pick: number): number {
  return pick % 11 === 0 ? 1 : 0
}

function sight(pick: number, role: Role, leastCommit: number, leastTerm: number): Observation {
  const show = role === Role.Leader ? leader : role === Role.Candidate ? candidate : follower
  const logs = (pick >>> 13) % 8 === 0 ? OTHER_LOGS : LOGS
  const log = logs[pick % logs.length] as string
  const commit = Math.max(leastCommit, (pick >>> 4) % 3)
  return show({
    log,
    term: Math.max(leastTerm, (pick >>> 6) % 4),
    commit,
    applied: (pick >>> 8) % 3 === 0 ? 0 : commit,
    match: role === Role.Leader ? [(pick >>> 9) % 2, (pick >>> 10) % 3] : [],
    ...((pick >>> 12) % 6 === 0 ? { log: '2', base: [1, 1] as const } : {}),
  })
}
