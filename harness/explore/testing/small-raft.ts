import type { RaftOptions } from '../models/raft/bounds.ts'

/** The reference bounds of the bounded Raft: three servers, one value, terms up to 2, and the given length of logs. */
export function referenceRaft(entries: number): RaftOptions {
  return { servers: 3, values: 1, terms: 2, entries, messages: 1, copies: 1, faults: true }
}

/** As small as it can be while leaders are elected and entries committed. */
export const smallRaft: RaftOptions = { ...referenceRaft(1), servers: 2 }
