import type { Belief } from './belief.ts'
import type { Fault } from './fault.ts'
import type { Suspect } from './suspect.ts'

/** Keeps those states of a server that something can be true of, as they are then; where none is left, why the first is not. */
export function narrow(
  suspect: Suspect,
  whyNot: (belief: Belief) => Fault | null,
  made: (belief: Belief) => Belief,
): Fault | null {
  const kept: Belief[] = []
  let first: Fault | null = null
  for (const belief of suspect.beliefs) {
    const now = made(belief)
    const found = whyNot(now)
    if (found === null) kept.push(now)
    else first ??= found
  }
  if (kept.length === 0) return first
  suspect.beliefs = kept
  return null
}
