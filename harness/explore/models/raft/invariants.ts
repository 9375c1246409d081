import { entryAt, logLengthOf, State, stateOf, termOf, termOfEntry, WORDS } from './layout.ts'

/** What must hold in every state of the bounded Raft, by number from 1. */
export const INVARIANTS: readonly string[] = [
  'at most one server leads a term',
  'logs that have an entry of the same index and term are equal up to it',
]

/** The first of the invariants that a state breaks; 0: none. */
export function brokenInvariant(words: Int32Array, at: number, servers: number): number {
  for (let one = 0; one < servers; one++) {
    const first = words[at + WORDS * one] as number
    const log = words[at + WORDS * one + 1] as number
    for (let other = one + 1; other < servers; other++) {
      const second = words[at + WORDS * other] as number
      if (stateOf(first) === State.Leader && stateOf(second) === State.Leader) {
        if (termOf(first) === termOf(second)) return 1
      }
      const otherLog = words[at + WORDS * other + 1] as number
      if (log !== otherLog && !match(log, logLengthOf(first), otherLog, logLengthOf(second))) return 2
    }
  }
  return 0
}

function match(log: number, length: number, other: number, otherLength: number): boolean {
  let equal = true
  for (let index = 1; index <= length && index <= otherLength; index++) {
    const [entry, its] = [entryAt(log, index), entryAt(other, index)]
    equal &&= entry === its
    if (!equal && termOfEntry(entry) === termOfEntry(its)) return false
  }
  return true
}
