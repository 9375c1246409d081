import type { Command, Value } from '../command.ts'
import { MachineKind } from '../options.ts'
import { appendList } from './append-list.ts'
import { keyValue } from './key-value.ts'

/**
 * A replicated state machine (paper 2): pure functions over a state that is a value. Equal states and commands give
 * equal answers and states on every server.
 */
export interface Machine<State> {
  readonly initial: State
  /** What `command` gives back when it meets `state`. */
  answer(state: State, command: Command): Value
  /** The state after `command`; the same state when it changes nothing. */
  next(state: State, command: Command): State
}

/** The state of whichever machine the options name; only that machine looks inside. */
export type MachineState = readonly (number | Value)[]

/** The machine that a cluster of this kind runs. */
export function machineOf(kind: MachineKind): Machine<MachineState> {
  return (kind === MachineKind.KeyValue ? keyValue : appendList) as Machine<MachineState>
}
