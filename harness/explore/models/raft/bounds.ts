/** Which bounded Raft is explored. A state out of bounds is counted as generated, and neither kept nor expanded. */
export interface RaftOptions {
  /** From 1 to 5. */
  readonly servers: number
  /** How many values clients may ask for, up to 4. */
  readonly values: number
  /** The highest term, up to 7; all servers begin in term 1. */
  readonly terms: number
  /** How long logs may be, up to 6. */
  readonly entries: number
  /** How many messages may be in flight at once, copies counted. */
  readonly messages: number
  /** How many copies of one message may be in flight. */
  readonly copies: number
  /** Whether servers restart, and the network drops and duplicates messages. */
  readonly faults: boolean
  /** Whether states are the same that differ by a renaming of servers. */
  readonly symmetry?: boolean
  /** Whether variables are left out that no step reads any more before it sets them. */
  readonly deadVariables?: boolean
}
