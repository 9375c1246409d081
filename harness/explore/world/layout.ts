/** The words of a reaction: who reacts (less than 0: clients), to what, into what; what changed, as `Changed` bits; what is sent, and answered. */
export const ReactionWord = {
  From: 0,
  On: 1,
  To: 2,
  ChangedBits: 3,
  SentAt: 4,
  SentCount: 5,
  AnswersAt: 6,
  AnswersCount: 7,
} as const
/** How many words a reaction has. */
export const REACTION = 8

/**
 * What a search asks time and again of a seat: its server's term and role (-1: it is down) and log's length; which timers are
 * armed; whether a machine is under way, and above that whose seat it is; how many writes and removals are pending; and how it
 * looks to its own server, all others without their names.
 */
export const SeatWord = { Term: 0, Role: 1, Entries: 2, Armed: 3, Under: 4, Pending: 5, Look: 6 } as const
/** How many words there are of a seat. */
export const SEAT = 7

/** How many words there are of a message: to whom, of which kind and term, and whether it grants a vote. */
export const MESSAGE = 4

/** Where a row holds what, behind the seats: the clients, the ledger, and what was spent. */
export const RowWord = { Clients: 0, Ledger: 1, Spent: 2 } as const
/** Where the messages begin, behind the seats. */
export const HEAD = 3
