import type { Action } from '../world/action.ts'
import type { Transition } from '../world/transition.ts'

/** Whoever decides what happens next: a seeded scheduler, a file, a file with lines struck out. */
export interface Chooser {
  /** Is told of every transition, those of the start included, before it is asked again. */
  see(transition: Transition): void
  /** The next action; `undefined` when the run is over. The caller performs it at once and keeps no hold of it. */
  next(): Action | undefined
  /** By fault: how often it made a difference so far; left out where nobody draws faults. */
  readonly bites?: readonly number[]
}
