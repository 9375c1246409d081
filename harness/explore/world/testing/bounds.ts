import type { Command } from '../../../../core/command.ts'
import { Operation } from '../../../../core/command.ts'
import { defaultOptions, type Options } from '../../../../core/options.ts'
import type { Bounds, Budgets, Reductions } from '../bounds.ts'

/** What a test says of the bounds of a search, where they are not as small as can be. */
export interface Small {
  readonly servers?: number
  readonly terms?: number
  readonly options?: Partial<Options>
  readonly synchronousDisk?: boolean
  readonly budgets?: Partial<Budgets>
  /** By session: what it asks. */
  readonly operations?: readonly (readonly Partial<Command>[])[]
}

/** Bounds of a search: three servers, one term, nothing asked, nothing spent but election timeouts. */
export function small({
  servers = 3,
  terms = 1,
  options,
  synchronousDisk = true,
  budgets,
  operations = [],
}: Small = {}): Bounds {
  return {
    cluster: {
      options: { ...defaultOptions(servers), ...options },
      synchronousDisk,
      clocks: [],
      operations: operations.map((asked, session) =>
        asked.map((command, place) => ({
          session,
          serial: place + 1,
          registration: 0,
          operation: Operation.Write,
          key: 0,
          value: 10 * session + place + 1,
          expected: 0,
          ...command,
        })),
      ),
      given: [],
    },
    budgets: {
      elections: Infinity,
      heartbeats: 0,
      lapses: 0,
      crashes: 0,
      losses: 0,
      drops: 0,
      duplicates: 0,
      retries: 0,
      ...budgets,
    },
    terms,
    entries: Infinity,
    messages: Infinity,
  }
}

/** No reduction. */
export const PLAIN: Reductions = {
  symmetry: false,
  deadVariables: false,
  deadMessages: false,
  partialOrder: false,
}
/** All of them. */
export const REDUCED: Reductions = {
  symmetry: true,
  deadVariables: true,
  deadMessages: true,
  partialOrder: true,
}
