import { Role } from '../../core/server.ts'
import { inTimeouts, type Bounds } from '../../harness/calm/bounds.ts'
import { excuseOf } from '../../harness/calm/excuse.ts'
import { Promised, promisedIn } from '../../harness/calm/promise.ts'
import {
  isSteady,
  SHOWS_STEADINESS,
  STEADY_TIMEOUTS,
  type Steadiness,
} from '../../harness/calm/steadiness.ts'
import { isCommandAwaited } from '../../harness/calm/waiting.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { Changed } from '../../harness/observation.ts'
import type { Finding } from '../../harness/violation.ts'
import { serverName, sessionName } from '../../harness/world/names.ts'
import { NOTHING, type World } from '../../harness/world/world.ts'
import { linksGone, serversGone } from './gone.ts'
import { followCalm, inStorm, type CalmMemory } from './calm-memory.ts'

/** Which worlds a question of progress is asked in; each is for one of them. */
export interface ProgressQuestion {
  readonly name: string
  readonly promise: string
  isAskedIn(world: World): boolean
}

/**
 * A monitor of progress with traffic: within the first part of the calm there comes a time in which one leader leads and all
 * commands are answered, for as long as those who might disturb it need to do so. Where steadiness is not promised, something
 * must be done all the same: leaders that come and go commit what they can meanwhile.
 */
export function progressMonitor({ name, promise, isAskedIn }: ProgressQuestion): Monitor<CalmMemory> {
  return {
    name,
    grade: 'liveness',
    promise,
    watches: Changed.Calm | SHOWS_STEADINESS,
    needs: ['role', 'log', 'commitIndex'],
    start: inStorm,
    see: followCalm,
    end({ bounds, steadiness }, report, world) {
      if (bounds === undefined || steadiness === undefined || !isAskedIn(world)) return
      const isLeftWaiting = isCommandAwaited(world)
      if (!isLeftWaiting && (steadiness.asked === 0 || isSteady(steadiness, world.now, bounds))) return
      const promised = promisedIn(world)
      if (promised === Promised.Nothing || (promised === Promised.Progress && steadiness.done > 0)) return
      if (excuseOf(world) !== undefined) return
      report.violation(findingOf(steadiness, bounds, world))
    },
  }
}

function findingOf(steadiness: Steadiness, bounds: Bounds, world: World): Finding {
  const { asked, done, elections } = steadiness
  const within = `within ${inTimeouts(bounds.traffic - bounds.begun, bounds)} of calm`
  const nothing = done === 0
  const title = nothing
    ? `no command was committed ${within}`
    : `no leader stayed and answered all commands for ${STEADY_TIMEOUTS} election timeouts, ${within}`
  return {
    reason: nothing ? 'no command is committed' : 'commands do not go on being committed under one leader',
    title,
    servers: [],
    evidence: [
      `${asked} writes asked in the calm, ${done} done; ${elections} leaders elected`,
      `an election timeout is ${bounds.timeout / 1000} ms at the most`,
      ...serversGone(world),
      ...linksGone(world),
      ...world.sessions.flatMap(({ awaits }, session) =>
        awaits === NOTHING ? [] : [`${sessionName(session)} waits for an answer`],
      ),
      ...standings(world),
    ],
  }
}

function standings({ seats, target }: World): string[] {
  return seats.flatMap(({ server }, id) => {
    if (server === null) return []
    const { currentTerm, role, log, commitIndex } = target.observe(server)
    const name = role === undefined ? 'server' : ROLES[role]
    return [
      `${serverName(id)}: ${name} in term ${currentTerm}, last index ${log?.entries.length}, commit index ${commitIndex}`,
    ]
  })
}

const ROLES: Readonly<Record<Role, string>> = {
  [Role.Follower]: 'follower',
  [Role.Candidate]: 'candidate',
  [Role.Leader]: 'leader',
  [Role.PreCandidate]: 'pre-candidate',
}
