import { between } from '../../harness/schedule/draws.ts'
import type { Told } from './clean-traces.ts'

/** Draws of one edit: a function of what they are for. */
export type Chance = (what: number) => number

/** A field that can be changed: where it is, and as what. */
export interface Slot {
  readonly field: string
  readonly path: readonly string[]
  readonly as: 'number' | 'up' | 'vote' | 'server' | 'role' | 'flag' | 'entries'
}

const slot = (field: string, as: Slot['as'], ...path: string[]): Slot => ({ field, as, path })

const ETCD_STATE: readonly Slot[] = [
  slot('term', 'number', 'event', 'state', 'term'),
  slot('vote', 'vote', 'event', 'state', 'vote'),
  slot('commit', 'up', 'event', 'state', 'commit'),
  slot('role', 'role', 'event', 'role'),
  slot('log', 'number', 'event', 'log'),
]
const ETCD_MESSAGE: readonly Slot[] = [
  slot('msg.term', 'number', 'event', 'msg', 'term'),
  slot('msg.from', 'server', 'event', 'msg', 'from'),
  slot('msg.entries', 'number', 'event', 'msg', 'entries'),
  slot('msg.logTerm', 'number', 'event', 'msg', 'logTerm'),
  slot('msg.index', 'number', 'event', 'msg', 'index'),
  slot('msg.commit', 'up', 'event', 'msg', 'commit'),
  slot('msg.reject', 'flag', 'event', 'msg', 'reject'),
]
const RAFT_RS_STATE: readonly Slot[] = [
  slot('term', 'number', 'st', 'term'),
  slot('vote', 'vote', 'st', 'vote'),
  slot('commit', 'up', 'st', 'commit'),
  slot('role', 'role', 'st', 'role'),
  slot('log', 'number', 'st', 'last'),
  slot('lastTerm', 'number', 'st', 'lastTerm'),
]
const RAFT_RS_MESSAGE: readonly Slot[] = [
  slot('msg.term', 'number', 'term'),
  slot('msg.from', 'server', 'from'),
  slot('msg.entries', 'entries', 'ents'),
  slot('msg.logTerm', 'number', 'logTerm'),
  slot('msg.index', 'number', 'index'),
  slot('msg.commit', 'up', 'commit'),
  slot('msg.reject', 'flag', 'reject'),
]

/** What happens at a server; other lines are of what happens to messages between them. */
const RAFT_RS_KINDS: readonly string[] = [
  'start',
  'restart',
  'crash',
  'persist',
  'send',
  'recv',
  'propose',
  'apply',
]

/** The fields of a line that can be changed: of etcd/raft its own lines only, not those of its host. */
export function slotsOf(record: Told['record']): readonly Slot[] {
  if (record['tag'] === 'trace') {
    const { msg } = record['event'] as { msg?: unknown }
    return msg === undefined ? ETCD_STATE : [...ETCD_STATE, ...ETCD_MESSAGE]
  }
  if (!RAFT_RS_KINDS.includes(record['k'] as string) || !record['st']) return []
  return record['type'] === undefined ? RAFT_RS_STATE : [...RAFT_RS_STATE, ...RAFT_RS_MESSAGE]
}

const ROLES: readonly (readonly string[])[] = [
  ['StateFollower', 'StatePreCandidate', 'StateCandidate', 'StateLeader'],
  ['follower', 'precandidate', 'candidate', 'leader'],
]

/** Another value that a field could have: a number one to three away, another server, another role, the other answer. */
export function plausible(
  { as }: Slot,
  record: Told['record'],
  before: unknown,
  servers: readonly string[],
  chance: Chance,
): unknown {
  const apart = between(chance(2), 1, 3)
  switch (as) {
    case 'up':
      return (before as number) + apart
    case 'number':
      return (before as number) - apart < 0 || chance(3) % 2 === 0
        ? (before as number) + apart
        : (before as number) - apart
    case 'flag':
      return !(before as boolean)
    case 'role':
      return another(ROLES.find((names) => names.includes(before as string)) ?? [], before, chance)
    case 'vote':
      return another([typeof before === 'number' ? 0 : '0', ...like(before, servers)], before, chance)
    case 'server':
      return another(like(before, servers), before, chance)
    case 'entries':
      return otherEntries(record, before as readonly unknown[])
  }
}

function like(before: unknown, servers: readonly string[]): readonly unknown[] {
  return typeof before === 'number' ? servers.map(Number) : servers
}

function another(all: readonly unknown[], before: unknown, chance: Chance): unknown {
  const others = all.filter((one) => one !== before)
  return others.length === 0 ? before : others[between(chance(4), 0, others.length - 1)]
}

/** One entry less; where there was none, one of the message's own term. */
function otherEntries({ index, term }: Told['record'], before: readonly unknown[]): unknown {
  return before.length > 0 ? before.slice(0, -1) : [[(index as number) + 1, term, '']]
}
