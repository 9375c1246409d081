import type { Configuration } from '../../core/membership/configuration.ts'
import { serverNames } from '../../harness/world/names.ts'
import { takeIf, type Cursor } from './cursor.ts'
import { takeServers } from './name-text.ts'

/** Takes what follows the word `voters` in `voters S3 S4 outgoing S1 S2 learners S5`. */
export function takeMembers(cursor: Cursor, servers: number): Configuration {
  return {
    voters: takeIf(cursor, 'none') ? 0 : takeServers(cursor, servers),
    outgoing: takeIf(cursor, 'outgoing') ? takeServers(cursor, servers) : 0,
    learners: takeIf(cursor, 'learners') ? takeServers(cursor, servers) : 0,
  }
}

/** `voters S3 S4 outgoing S1 S2 learners S5` */
export function membersText({ voters, outgoing, learners }: Configuration): string {
  const leaving = outgoing === 0 ? '' : ` outgoing ${serverNames(outgoing)}`
  const learning = learners === 0 ? '' : ` learners ${serverNames(learners)}`
  return `voters ${voters === 0 ? 'none' : serverNames(voters)}${leaving}${learning}`
}
