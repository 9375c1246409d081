import type { Answer } from '../../../core/effect.ts'
import type { Message } from '../../../core/message.ts'
import type { Cluster } from '../../../harness/world/cluster.ts'
import type { Seen } from './seen.ts'

/** A vote that reached a candidate. */
export interface HeardVote {
  readonly from: number
  readonly term: number
  readonly position: number
}

/** An entry that some leader was the first to commit. */
export interface Commitment {
  readonly position: number
  readonly leader: number
  /** The leader's term. */
  readonly term: number
}

/**
 * What a narrator remembers of a run: where what happened. By server, by term, by entry or by operation, as the key
 * says.
 */
export interface Chronicle {
  readonly cluster: Cluster
  /** Where a message or an answer was asked for, and where it left. */
  readonly made: Map<Message | Answer, number>
  readonly left: Map<Message, number>
  /** The messages that arrive in the story. */
  readonly arrives: ReadonlySet<Message>
  /** Where a correct server would have acted otherwise: that is told there anyway. */
  readonly departs: ReadonlySet<number>
  /** `server:term`: whom it voted for, and where. */
  readonly votes: Map<string, { readonly candidate: number; readonly position: number }[]>
  /** By server: the votes that it heard since it became a candidate. */
  readonly heardVotes: HeardVote[][]
  /** `server:term` */
  readonly stood: Map<string, number>
  readonly led: Map<string, number>
  /** `server:index:term` */
  readonly appended: Map<string, number>
  readonly removed: Map<string, number>
  /** `server:index`: where the entry that it had there last was appended. */
  readonly placed: Map<string, number>
  /** `index:term` */
  readonly committed: Map<string, Commitment>
  /** `server:index`: where it became known to be committed there. */
  readonly knownCommitted: Map<string, number>
  /** `session.serial` as people name it: where it was asked, and where the client had its answer. */
  readonly asked: Map<string, number>
  readonly answered: Map<string, number>
  /** By server: where it last did something that matters, was last down, and what it was when it crashed. */
  readonly last: number[]
  readonly crashed: number[]
  /** By server: what has happened to its disk since. */
  readonly damaged: number[][]
  readonly beforeCrash: (Seen | undefined)[]
  /** The newest term that has had a leader. */
  newest: { readonly term: number; readonly server: number; readonly position: number }
  /** By server: where it last had another lease. */
  readonly leases: number[]
  /** By server: where something of its term and vote, or log, was last written. */
  readonly wroteTerm: number[]
  /** By server: where it last got or took a snapshot, and had entries acknowledged by `server:peer`. */
  readonly snapshots: number[]
  readonly acknowledged: Map<string, number>
  /** Where links were last cut. */
  cut: number
  calm: number
}

/** A narrator that remembers nothing yet. */
export function openChronicle(
  cluster: Cluster,
  arrives: ReadonlySet<Message>,
  departs: ReadonlySet<number>,
): Chronicle {
  const { servers } = cluster.options
  const each = (): number[] => new Array<number>(servers).fill(0)
  return {
    cluster,
    made: new Map(),
    left: new Map(),
    arrives,
    departs,
    votes: new Map(),
    heardVotes: Array.from({ length: servers }, () => []),
    stood: new Map(),
    led: new Map(),
    appended: new Map(),
    removed: new Map(),
    placed: new Map(),
    committed: new Map(),
    knownCommitted: new Map(),
    asked: new Map(),
    answered: new Map(),
    last: each(),
    crashed: each(),
    damaged: Array.from({ length: servers }, () => []),
    beforeCrash: new Array<Seen | undefined>(servers).fill(undefined),
    wroteTerm: each(),
    snapshots: each(),
    acknowledged: new Map(),
    newest: { term: 0, server: 0, position: 0 },
    leases: each(),
    cut: 0,
    calm: 0,
  }
}
