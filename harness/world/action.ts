/** The things that can happen in a world. */
export const ActionKind = {
  /** A message arrives and is gone from the network. */
  Deliver: 0,
  /** A copy of a message arrives; the message stays in flight. */
  Duplicate: 1,
  /** A message is lost. */
  Drop: 2,
  /** An armed timer fires. */
  Timer: 3,
  /** All that was written to a file, up to one write, becomes durable. */
  Flush: 4,
  /** A server stops at once, and forgets all but its disk. */
  Crash: 5,
  /** A crashed server turns out to have lost a write that was not flushed. */
  Lose: 6,
  /** A crashed server turns out to have only the first records of a write that was not flushed. */
  Tear: 7,
  /** A crashed server starts again. */
  Restart: 8,
  /** Links between two sets of servers are cut. */
  Cut: 9,
  /** Links between two sets of servers are whole again. */
  Mend: 10,
  /** A client's request, first or again, reaches a server. */
  Ask: 11,
  /** A server's answer reaches the client. */
  Answer: 12,
  /** A server's answer is lost. */
  DropAnswer: 13,
  /** A client gives up on an operation and will never know what became of it. */
  Abandon: 14,
  /** A server's machine has taken over the state of a snapshot. */
  Restore: 15,
  /** A server's machine goes on with the next of the entries that are committed. */
  Apply: 16,
  /** A write to a file of a server, or its flush, fails: it is damaged for good, and so is what was begun on the file since. */
  Fail: 17,
  /**
   * While a server is down, a durable record on its disk turns out to be damaged. One of its log that no record behind it
   * vouches for (`vouchedRecords`) is taken for torn, against what Raft assumes of stable storage.
   */
  Rot: 18,
  /** A segment of a file that a server wants removed is gone. */
  Remove: 19,
  /** The storm is over: from here on a fair scheduler plays, for so many election timeouts. */
  Calm: 20,
  /** A server's disk never completes anything again. */
  Stall: 21,
  /** While a server is down, its disk is exchanged for a new one. */
  Wipe: 22,
  /** A server's clock is set forwards or back. */
  Jump: 23,
} as const
export type ActionKind = (typeof ActionKind)[keyof typeof ActionKind]

/** A bit of the value of a Cut: the links will never be whole again. */
export const FOR_GOOD = 2

/** How many kinds of action there are. */
export const ACTION_KINDS = 24

/**
 * One thing that happens next, named so that the name lasts: striking an action from a schedule does not rename the
 * others. Every kind has this one shape; a field that a kind does not use is 0.
 *
 * | kind | server | peer | topic | term | turn | value |
 * |---|---|---|---|---|---|---|
 * | Deliver, Duplicate, Drop | from | to | message kind | its term | turn among equals on the link | |
 * | Timer | whose | | timer | | | |
 * | Flush, Lose, Tear, Fail | whose | | file | | order of the write | Tear: whole records left |
 * | Rot | whose | | file | | which of its records, from 1 | |
 * | Remove | whose | | file | | segment | |
 * | Crash | whose | | | | | 1: for good |
 * | Restart, Restore, Apply, Stall, Wipe | whose | | | | | |
 * | Jump | whose | | | | microseconds, back where less than 0 | |
 * | Cut, Mend | from, a set | to, a set | | | | 1: both ways; Cut: 2: for good |
 * | Ask | asked | session | | serial, or 0: to register | | |
 * | Answer, DropAnswer | from | session | | serial | turn among equals | |
 * | Abandon | | session | | serial | | |
 * | Calm | | | | | | election timeouts |
 *
 * A turn or order of 0 stands for the oldest message in flight, the newest write begun or durable record, or the segment
 * that is to go first; a term of 0 for any term.
 */
export interface Action {
  kind: ActionKind
  /** Virtual time, in microseconds. */
  at: number
  server: number
  peer: number
  topic: number
  term: number
  turn: number
  value: number
}

/** The one place that lays out an action. */
export function action(
  kind: ActionKind,
  at: number,
  server: number,
  peer: number,
  topic: number,
  term: number,
  turn: number,
  value: number,
): Action {
  return { kind, at, server, peer, topic, term, turn, value }
}
