/**
 * Where a server is in writing its log's file, which is a row of segments, numbered from 1: so that what compaction took
 * from the log, and what a leader had it cut off, can go from the disk.
 */
export interface Journal {
  /** The last segment, to which it writes, and how many records that has. */
  readonly segment: number
  readonly records: number
  /** The first segment that is still there, and was not told to go. */
  readonly oldest: number
  /** The newest segment that begins with all there was of the log; once it is durable those before it may go. */
  readonly fresh: number
  /** Where segments begin, in order, of those that were begun behind it and since the server started. */
  readonly starts: readonly SegmentStart[]
}

/** A segment, and the index of the first entry in it. */
export interface SegmentStart {
  readonly segment: number
  readonly index: number
}

const NO_STARTS: readonly SegmentStart[] = []

/** The one place that lays out a journal. */
export function journalOf(
  segment: number,
  records: number,
  oldest: number,
  fresh: number,
  starts = NO_STARTS,
): Journal {
  return { segment, records, oldest, fresh, starts }
}
