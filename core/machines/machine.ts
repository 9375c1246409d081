import type { Command, Value } from '../command.ts'
import { MachineKind } from '../options.ts'
import { appendList } from './append-list.ts'
import { keyValue } from './key-value.ts'

/**
 * A replicated state machine (paper 2): equal states and commands give equal answers and states on every server. A
 * state is a value; whoever applies commands makes one private copy for all of them and lets `apply` assign to it.
 */
export interface Machine<State> {
  readonly initial: Readonly<State>
  /** A private copy of a state. */
  copy(state: Readonly<State>): State
  /** Applies a command to a private copy and gives the answer. */
  apply(copy: State, command: Command): Value
  /** What a read gives, which changes nothing. */
  read(state: Readonly<State>, command: Command): Value
}

/** The state of whichever machine the options name; only that machine looks inside. */
export type MachineState = Value[]

/** The machine that a cluster of this kind runs. */
export function machineOf(kind: MachineKind): Machine<MachineState> {
  return (kind === MachineKind.KeyValue ? keyValue : appendList) as Machine<MachineState>
}
