import type { RuleName } from './rules.ts'

/** Why an event is one that no correct Raft could have brought about. */
export interface Fault {
  readonly rule: RuleName
  /** What is wrong, in one sentence. */
  readonly reason: string
  /** The nearest things that would have been allowed. */
  readonly allowed: readonly string[]
  /** The events that it follows from, by place. */
  readonly because: readonly Place[]
}

/** Where an event stands in the trace. */
export interface Place {
  readonly file: number
  readonly line: number
}

/** A fault; events of which nothing is known (line 0) are left out. */
export function fault(
  rule: RuleName,
  reason: string,
  allowed: readonly string[] = [],
  because: readonly (Place | null | undefined)[] = [],
): Fault {
  const places = because.filter((place) => place !== null && place !== undefined && place.line > 0)
  return { rule, reason, allowed, because: places as Place[] }
}
