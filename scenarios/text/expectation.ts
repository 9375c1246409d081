import type { Configuration } from '../../core/membership/configuration.ts'
import type { Role } from '../../core/server.ts'

/** What must be true at one moment of a run or, of violations and situations, of the whole run. */
export type Expectation =
  | RoleExpectation
  | { readonly kind: 'down'; readonly server: number }
  /** The terms of all entries that the server's log holds, those that compaction took away not among them. */
  | { readonly kind: 'log'; readonly server: number; readonly terms: readonly number[] }
  | CountExpectation
  /** The index of its newest snapshot on stable storage; 0: it has none. */
  | { readonly kind: 'snapshot'; readonly server: number; readonly index: number }
  /** The newest configuration in its log. */
  | { readonly kind: 'voters'; readonly server: number; readonly configuration: Configuration }
  /** `peer` is -1 for nobody. */
  | { readonly kind: 'voted'; readonly server: number; readonly peer: number }
  /** `servers` is a set; 0 stands for all that are up. */
  | { readonly kind: 'equal logs'; readonly servers: number }
  | AnswerExpectation
  /** The last that the client was told, where that was not what its operation gave. */
  | {
      readonly kind: 'refused' | 'failed' | 'unknown' | 'expired'
      readonly session: number
      readonly serial: number
    }
  | { readonly kind: 'unanswered'; readonly session: number; readonly serial: number }
  | { readonly kind: 'violation'; readonly property: string }
  | { readonly kind: 'no violation' }
  /** Whether a situation was reached, by its name. */
  | { readonly kind: 'situation' | 'no situation'; readonly name: string }

/** What a server is, in some term or in one. */
export interface RoleExpectation {
  readonly kind: 'role'
  readonly server: number
  readonly role: Role
  /** 0: in any term. */
  readonly term: number
}

/** currentTerm, commitIndex, lastApplied, or the index of the last entry that compaction took away. */
export interface CountExpectation {
  readonly kind: 'term' | 'commit' | 'applied' | 'base'
  readonly server: number
  readonly count: number
}

/** What a client was told of an operation. */
export interface AnswerExpectation {
  readonly kind: 'answered'
  readonly session: number
  readonly serial: number
  /** What the client was told: a number, or the elements of a list, the oldest first. */
  readonly value: number | readonly number[]
}
