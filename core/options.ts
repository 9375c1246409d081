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
  /** Whether clients register a session through the log before they ask anything (dissertation 6.3). */
  readonly registration: boolean
  /** After how many microseconds of the time in the log a session that asked nothing is over (dissertation 6.3); 0: never. */
  readonly sessionTimeout: number
  /** How many sessions there may be; a new one takes the place of whichever asked nothing for longest. 0: any number. */
  readonly mostSessions: number
  /** Whether followers answer reads, having asked the leader how far they must have applied (dissertation 6.4). */
  readonly followerReads: boolean
  /** Whether reads that come while a heartbeat round is under way wait for the next one, which serves them all. */
  readonly batchReads: boolean
  /** Whether a leader answers reads without a round while it holds a lease (dissertation 6.4.1). */
  readonly leaseReads: boolean
  /** By how many permille a clock may be fast or slow for leases to hold. */
  readonly clockDrift: number
  /** How many AppendEntries a leader may send ahead of the answers to them, once it knows where the logs match; 0: it goes back to what is known to match each time. */
  readonly maxInFlight: number
  /** The most bytes of entries that one AppendEntries carries, but for one entry that is larger; 0: any number. */
  readonly maxSizePerAppend: number
  /** How many requests wait, while the leader writes to its log, to enter it together; 0: each enters at once. */
  readonly maxQueued: number
  /** The most entries that a server applies in one step; 0: all that are committed. */
  readonly applyPage: number
  /** How many records a segment of the log's journal holds; 0: it has one segment without end. */
  readonly segmentRecords: number
  /** Whether the machine is kept on stable storage with what it has applied, so that a restart goes on from there. */
  readonly persistentMachine: boolean
  /** How many entries lie between two applied states that a server keeps for its next start, at least: shorter logs are applied again from the start. */
  readonly landmarkSpacing: number
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
    registration: false,
    sessionTimeout: 0,
    mostSessions: 0,
    followerReads: false,
    batchReads: false,
    leaseReads: false,
    clockDrift: 100,
    maxInFlight: 0,
    maxSizePerAppend: 0,
    maxQueued: 0,
    applyPage: 0,
    segmentRecords: 0,
    persistentMachine: false,
    landmarkSpacing: 1000,
  }
}

/** Whether servers keep account of whom they heard from lately. */
export function watchesContact({ preVote, checkQuorum, stickiness, leaseReads }: Options): boolean {
  return preVote || checkQuorum || stickiness || leaseReads
}
