/**
 * How far a server has come in writing the log's file. Its records have numbers, from 1, in the order written and over
 * the whole life of the disk: so a number says which write is meant, where an entry's index and term may be written, cut
 * off, and written again.
 */
export interface Written {
  /** The newest record's number. */
  readonly last: number
  /** All up to this number are known to be durable. */
  readonly durable: number
  /** All up to this number were written before the log last lost entries: that they are durable says nothing of its end. */
  readonly superseded: number
}

/** The one place that lays this out. */
export function writtenUpTo(last: number, durable: number, superseded: number): Written {
  return { last, durable, superseded }
}
