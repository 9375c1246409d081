/** Which replicated state machine the servers run. */
export const MachineKind = { KeyValue: 0, AppendList: 1 } as const
export type MachineKind = (typeof MachineKind)[keyof typeof MachineKind]

/**
 * How a cluster is set up: plain data, the same for every server of it. Durations are virtual microseconds.
 */
export interface Options {
  /** How many servers the cluster has, 1 to 7; they are numbered from 0. */
  readonly servers: number
  /** The range from which an election timeout is drawn, by whoever arms the timer (paper 9.3: 150–300 ms). */
  readonly electionTimeoutLeast: number
  readonly electionTimeoutMost: number
  /** How long a leader stays silent towards a follower (paper 5.2). */
  readonly heartbeatInterval: number
  /** The most entries that one AppendEntries carries, at least 1. */
  readonly maxEntriesPerAppend: number
  /** Whether a leader sends no entries to a follower before it knows where their logs part. */
  readonly emptyProbes: boolean
  /** Whether new entries wait for the answer to the last AppendEntries, so that they travel together. */
  readonly batching: boolean
  readonly machine: MachineKind
}

/** The options of a cluster of `servers` that nobody has tuned. */
export function defaultOptions(servers: number): Options {
  return {
    servers,
    electionTimeoutLeast: 150_000,
    electionTimeoutMost: 300_000,
    heartbeatInterval: 50_000,
    maxEntriesPerAppend: 8,
    emptyProbes: false,
    batching: true,
    machine: MachineKind.KeyValue,
  }
}
