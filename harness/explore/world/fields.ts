/** What a field holds, as far as a search is concerned. */
export const FieldKind = {
  Plain: 0,
  /** No search looks at it. */
  Ignored: 1,
  /** A server's number; less than 0: none. */
  Server: 2,
  /** A set of servers. */
  Set: 3,
  /** A list by server. */
  ByServer: 4,
  /** How far a server has come in writing its log's file. */
  Written: 5,
  /** The entries of a log, of which those up to its base are forgotten. */
  Entries: 6,
} as const
export type FieldKind = (typeof FieldKind)[keyof typeof FieldKind]

/** A field by its name: what it holds, and two words that stand for the name. */
export interface Field {
  readonly kind: FieldKind
  readonly low: number
  readonly high: number
}

/**
 * How an entry came to be on disk and what spares work are no part of what a server is: its disk is told by the server that
 * starts from it. Turns and positions name things in a schedule.
 */
const IGNORED = ['options', 'arms', 'journal', 'runs', 'landmarks', 'cluster', 'position', 'turn']
const SERVERS = ['id', 'server', 'from', 'to', 'votedFor', 'leader', 'asker']
const SETS = ['votes', 'awaiting', 'contacted', 'voters', 'outgoing', 'learners', 'servers']
const BY_SERVER = ['nextIndex', 'matchIndex', 'inFlight', 'sending', 'roundAnswered', 'byServer']

const KINDS = new Map<string, FieldKind>([
  ...IGNORED.map((name) => [name, FieldKind.Ignored] as const),
  ...SERVERS.map((name) => [name, FieldKind.Server] as const),
  ...SETS.map((name) => [name, FieldKind.Set] as const),
  ...BY_SERVER.map((name) => [name, FieldKind.ByServer] as const),
  ['written', FieldKind.Written],
  ['entries', FieldKind.Entries],
])

const fields = new Map<string, Field>()

/** What there is to know of a field, by its name, wherever it stands. */
export function fieldNamed(name: string): Field {
  let field = fields.get(name)
  if (field === undefined) {
    let low = 0x2545f491
    let high = 0x6c078965
    for (let place = 0; place < name.length; place++) {
      low = Math.imul(low ^ name.charCodeAt(place), 0x01000193)
      high = Math.imul(high ^ name.charCodeAt(place), 0x5bd1e995)
      high ^= high >>> 13
    }
    field = { kind: KINDS.get(name) ?? FieldKind.Plain, low, high }
    fields.set(name, field)
  }
  return field
}
