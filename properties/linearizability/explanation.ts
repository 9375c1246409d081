/** Why a history is not linearizable, in words. */
export interface Explanation {
  /** The kind of mistake: no names, no values. */
  readonly reason: string
  /** One line about the very operations. */
  readonly title: string
}
