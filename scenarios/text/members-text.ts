import type { Configuration } from '../../core/membership/configuration.ts'
import { configurationText } from '../../properties/configuration-text.ts'
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
export function membersText(configuration: Configuration): string {
  return configurationText(configuration, ' ')
}
