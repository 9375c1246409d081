/**
 * A leader's lease (dissertation 6.4.1): while its own clock reads less than `until`, nobody else can have been
 * elected. A timer would not do here: it may fire late.
 */
export interface Lease {
  /** The heartbeat round that will prolong it once a quorum has answered. */
  readonly round: number
  /** What the leader's clock read when that round began. */
  readonly began: number
  readonly until: number
}
