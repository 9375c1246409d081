/** `needs`, `avoids`: any state will do, no state is in the way. */
export const ANY = -1
/** `makes`: the state stays as it is, always. */
export const SAME = -1
/** `makes`: the state becomes the next number, if the element fits there. */
export const GROWN = -2
/** An element, or a place of a list, that no answer tells anything of. */
export const UNTOLD = -1

/** What is known of how often a call took effect. */
export const Times = {
  /** It returned: once, between its call and its return. */
  Once: 0,
  /** It never returned: once, at any time after its call, or never. */
  AtMostOnce: 1,
  /** Nothing is held against it: as often as need be, at any time. */
  Freely: 2,
} as const
export type Times = (typeof Times)[keyof typeof Times]

/**
 * An operation on one key, in terms of the key's state. States are small integers, 0 the initial one; which states a
 * machine has, and which of them are told apart, is up to its translation.
 */
export interface Call {
  readonly times: Times
  readonly called: number
  readonly returned: number
  /** The state that the operation must find, or `ANY`. */
  readonly needs: number
  /** A state that it must not find, or `ANY`. */
  readonly avoids: number
  /** The state that it leaves, or `SAME`, or `GROWN`. */
  readonly makes: number
  /** `GROWN` only: what it appends; `UNTOLD` if that was never seen. */
  readonly element: number
}

/** The operations on one key, translated. */
export interface Translation {
  readonly calls: readonly Call[]
  /** How many states there are. */
  readonly states: number
  /** Which element makes each state (a list's length) out of the one before; empty where nothing grows. */
  readonly elements: readonly number[]
}
