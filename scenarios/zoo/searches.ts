import type { Bounds, Budgets, Reductions } from '../../harness/explore/world/bounds.ts'

/**
 * Within which bounds a search finds a bug of the zoo: from the cluster of the bug's witness, with what its disks are given
 * and what its clients ask, and what is said here. Where nothing is said there is no bound but that of two terms for
 * elections and copies of messages, and none of the rest happens.
 */
export interface ZooSearch extends Partial<Budgets> {
  readonly bug: string
  /** How many actions the shortest story has, and what it shows. */
  readonly actions: number
  readonly property: string
  readonly terms?: number
  readonly entries?: number
  /** Why servers must be told apart by their names. */
  readonly asymmetric?: string
}

/** Where searches find the bugs: the smallest bounds that we know of. */
export const ZOO_SEARCHES: readonly ZooSearch[] = [
  {
    bug: 'V-A1',
    actions: 8,
    property: 'state-machine safety',
    terms: 1,
    crashes: 1,
    losses: 1,
    duplicates: 0,
  },
  { bug: 'V-C1', actions: 6, property: 'linearizability', terms: 1, retries: 1, duplicates: 0 },
  { bug: 'V-C3', actions: 13, property: 'linearizability' },
  { bug: 'V-D1', actions: 8, property: 'committed means durable on a quorum', terms: 1, duplicates: 1 },
  { bug: 'V-D3', actions: 8, property: 'committed means durable on a quorum', terms: 1, duplicates: 0 },
  {
    bug: 'V-D5',
    actions: 14,
    property: 'leader completeness',
    terms: 6,
    elections: 2,
    crashes: 1,
    losses: 1,
    duplicates: 0,
  },
  { bug: 'V-D6', actions: 3, property: 'committed means durable on a quorum', terms: 1, duplicates: 0 },
  {
    bug: 'V-D8',
    actions: 7,
    property: 'state-machine safety',
    terms: 1,
    crashes: 1,
    losses: 1,
    duplicates: 0,
  },
  { bug: 'V-E1', actions: 7, property: 'election safety' },
  {
    bug: 'V-E2',
    actions: 8,
    property: 'election safety',
    terms: 1,
    asymmetric: 'its votes are a number, which the reduction takes for a set of servers',
  },
  { bug: 'V-E3', actions: 6, property: 'one vote a term', terms: 1, crashes: 1 },
  { bug: 'V-E4', actions: 6, property: 'one vote a term' },
  { bug: 'V-E5', actions: 8, property: 'leader completeness' },
  { bug: 'V-E6', actions: 8, property: 'leader completeness', terms: 3 },
  { bug: 'V-E7', actions: 5, property: 'one vote a term', terms: 1, crashes: 1 },
  { bug: 'V-E8', actions: 3, property: 'committed means durable on a quorum', terms: 1 },
  { bug: 'V-E9', actions: 3, property: 'one vote a term', terms: 1 },
  { bug: 'V-L1', actions: 18, property: 'leader completeness', terms: 4, elections: 4, entries: 2 },
  { bug: 'V-L2', actions: 14, property: 'state-machine safety', heartbeats: 1 },
  { bug: 'V-L3', actions: 7, property: 'committed means durable on a quorum', terms: 1 },
  { bug: 'V-L4', actions: 8, property: 'matchIndex rises with what is replicated', terms: 1 },
  { bug: 'V-L5', actions: 10, property: 'matchIndex rises with what is replicated', heartbeats: 1 },
  { bug: 'V-L6', actions: 9, property: 'monotonic terms and indices' },
  { bug: 'V-L7', actions: 7, property: 'committed means durable on a quorum' },
  { bug: 'V-L9', actions: 11, property: 'log matching', terms: 3 },
  { bug: 'V-L10', actions: 6, property: 'log matching', terms: 1 },
  { bug: 'V-L11', actions: 8, property: 'leader completeness' },
  { bug: 'V-M1', actions: 6, property: 'one change at a time' },
  { bug: 'V-M2', actions: 7, property: 'one change at a time', terms: 1 },
  { bug: 'V-M3', actions: 8, property: 'election safety' },
  { bug: 'V-M4', actions: 8, property: 'committed means durable on a quorum', terms: 1 },
  {
    bug: 'V-M5',
    actions: 5,
    property: 'committed means durable on a quorum',
    terms: 3,
    elections: 2,
    duplicates: 0,
  },
  {
    bug: 'V-M6',
    actions: 14,
    property: 'committed means durable on a quorum',
    elections: 3,
    crashes: 1,
    duplicates: 0,
  },
  { bug: 'V-M7', actions: 8, property: 'monotonic terms and indices', terms: 1, crashes: 1 },
  { bug: 'V-M8', actions: 5, property: 'committed means durable on a quorum' },
  { bug: 'V-M9', actions: 13, property: 'one change at a time', terms: 1 },
  { bug: 'V-P1', actions: 8, property: 'one vote a term', terms: 1 },
  { bug: 'V-R1', actions: 15, property: 'linearizability' },
  { bug: 'V-R2', actions: 14, property: 'linearizability' },
  { bug: 'V-R5', actions: 13, property: 'linearizability', terms: 1, duplicates: 0 },
  { bug: 'V-S1', actions: 10, property: 'log matching', terms: 1, heartbeats: 1, duplicates: 1 },
  {
    bug: 'V-S2',
    actions: 8,
    property: 'state-machine safety',
    terms: 4,
    elections: 2,
    heartbeats: 1,
    crashes: 1,
    duplicates: 0,
  },
  { bug: 'V-S3', actions: 10, property: 'monotonic terms and indices', heartbeats: 1, duplicates: 0 },
  { bug: 'V-S4', actions: 13, property: 'leader append-only', elections: 2, heartbeats: 1, duplicates: 0 },
  { bug: 'V-S5', actions: 10, property: 'committed means durable on a quorum', terms: 1, duplicates: 1 },
  { bug: 'V-S7', actions: 5, property: 'log matching', terms: 3, elections: 2, duplicates: 0 },
]

/** Why searches find the others not, or not in minutes. */
export const BEYOND_SEARCHES: Readonly<Record<string, string>> = {
  'V-C2': 'sessions expire by the time in the log, and a search has no clock',
  'V-C4': 'it takes a heartbeat beside a write and a read: none in 22 million states, the first 17 levels',
  'V-L8':
    'it takes five servers and three terms: what two servers of three hold is committed, and its leader is not replaced',
  'V-S6':
    'its witness has 19 actions, among a snapshot, a write and a read: none in 24 million states, the first 17 levels',
  'V-D2': 'a disk must lose its term: no step of a search damages what is durable',
  'V-D4': 'a record must rot: no step of a search damages what is durable',
  'V-D7': 'a write must fail: in a search a write is only late, or lost in a crash',
  'V-R3': 'leases run by clocks, and a search has none',
  'V-R4': 'leases run by clocks, and a search has none',
  ...Object.fromEntries(
    Array.from({ length: 13 }, (_, place) => [
      `V-LV${place + 1}`,
      'breaks a promise of liveness only, and a search looks for what must never happen',
    ]),
  ),
}

/** The bounds of a search from a cluster. */
export function boundsOfSearch(
  { terms = 2, entries = Infinity, ...rest }: ZooSearch,
  cluster: Bounds['cluster'],
): Bounds {
  const { elections = Infinity, heartbeats = 0, lapses = 0, crashes = 0 } = rest
  const { losses = 0, drops = 0, duplicates = Infinity, retries = 0 } = rest
  return {
    cluster: { ...cluster, clocks: [] },
    terms,
    entries,
    messages: Infinity,
    budgets: { elections, heartbeats, lapses, crashes, losses, drops, duplicates, retries },
  }
}

/** As `check --bug` has them: what presumes that a rule of Raft is kept is off. */
export function reductionsOfSearch({ asymmetric }: ZooSearch): Reductions {
  return {
    symmetry: asymmetric === undefined,
    deadVariables: false,
    deadMessages: true,
    partialOrder: false,
  }
}
