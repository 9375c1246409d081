/** What a cluster may have beyond plain Raft. A plan draws which of these it has (swarm testing), so that each meets the others. */
export const FEATURES = [
  'snapshots',
  'membership',
  'transfers',
  'pre-vote',
  'check-quorum',
  'stickiness',
  'own-timeouts',
  'clocks',
  'sessions',
  'follower-reads',
  'leases',
  'pipelining',
  'queued-proposals',
  'paged-apply',
  'segments',
  'persistent-machine',
] as const

/** One of the features that a plan may draw. */
export type Feature = (typeof FEATURES)[number]
