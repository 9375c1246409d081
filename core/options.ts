/** Which replicated state machine the servers run. */
export const MachineKind = { KeyValue: 0, AppendList: 1 } as const
export type MachineKind = (typeof MachineKind)[keyof typeof MachineKind]

/** How a cluster changes its members. */
export const MembershipKind = {
  /** Any change, through a joint configuration (6). */
  Joint: 0,
  /** One voter at a time, straight to the new configuration (dissertation 4.1). */
  SingleServer: 1,
} as const
export type MembershipKind = (typeof MembershipKind)[keyof typeof MembershipKind]

/**
 * How a cluster is set up: plain data, the same for every server of it. Durations are virtual microseconds.
 */
export interface Options {
  /** How many servers there are, 1 to 7, members of the cluster or not; they are numbered from 0. */
  readonly servers: number
  /** The voters of the first configuration, a set. */
  readonly voters: number
  /** The range from which an election timeout is drawn, by whoever arms the timer (paper 9.3: 150–300 ms). */
  readonly electionTimeoutLeast: number
  readonly electionTimeoutMost: number
  /** By server: by how many percent its election timeouts are longer; 0 where nothing is said. */
  readonly electionTimeoutStretch: readonly number[]
  /** How long a leader stays silent towards a follower (paper 5.2). */
  readonly heartbeatInterval: number
  /** The most entries that one AppendEntries carries, at least 1. */
  readonly maxEntriesPerAppend: number
  /** Whether a leader sends no entries to a follower before it knows where their logs part. */
  readonly emptyProbes: boolean
  /** Whether new entries wait for the answer to the last AppendEntries, so that they travel together. */
  readonly batching: boolean
  readonly machine: MachineKind
  /** How many applied entries a server lets its log grow by before it takes a snapshot (7); 0: it never does. */
  readonly snapshotThreshold: number
  /** How many entries that a snapshot holds stay in the log, for followers that are a little behind. */
  readonly trailingEntries: number
  /** The most bytes of a snapshot that one InstallSnapshot carries, at least 1. */
  readonly snapshotChunk: number
  readonly membership: MembershipKind
  /** Whether servers to be added first catch up as learners (6; dissertation 4.2.1). */
  readonly catchUp: boolean
  /** Whether a server first asks whether it could win before it begins an election (dissertation 9.6). */
  readonly preVote: boolean
  /** Whether a leader steps down that has not heard from a quorum for an election timeout (dissertation 6.2). */
  readonly checkQuorum: boolean
  /** Whether servers that hear from a leader, or lead in contact with a quorum, deny votes (6; dissertation 4.2.3). */
  readonly stickiness: boolean
}

/** The options of a cluster of `servers` that nobody has tuned. */
export function defaultOptions(servers: number): Options {
  return {
    servers,
    voters: (1 << servers) - 1,
    electionTimeoutLeast: 150_000,
    electionTimeoutMost: 300_000,
    electionTimeoutStretch: [],
    heartbeatInterval: 50_000,
    maxEntriesPerAppend: 8,
    emptyProbes: false,
    batching: true,
    machine: MachineKind.KeyValue,
    snapshotThreshold: 0,
    trailingEntries: 0,
    snapshotChunk: 1024,
    membership: MembershipKind.Joint,
    catchUp: true,
    preVote: false,
    checkQuorum: false,
    stickiness: false,
  }
}

/** Whether servers keep account of whom they heard from lately. */
export function watchesContact({ preVote, checkQuorum, stickiness }: Options): boolean {
  return preVote || checkQuorum || stickiness
}
