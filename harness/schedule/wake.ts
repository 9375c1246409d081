/** What the scheduler plans for itself, beside actions of the world; the numbers follow those of `ActionKind`. */
export const WakeKind = {
  /** turn: which episode. */
  EpisodeBegins: 32,
  EpisodeEnds: 33,
  /** peer: a session that may ask its next operation. */
  SessionReady: 34,
  /** peer, term: an operation; turn: which attempt has waited long enough. */
  PatienceEnds: 35,
  /** server, peer, term: a copy of an operation that was asked long ago reaches the server. */
  LateCopy: 36,
  /** turn: an episode; value: how often what it does was undone or done again. */
  EpisodeFlaps: 37,
  /** turn: which of the cuts for good. */
  Severs: 38,
} as const
export type WakeKind = (typeof WakeKind)[keyof typeof WakeKind]
