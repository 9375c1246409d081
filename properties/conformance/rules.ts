/** The rules that a trace is held to, by name: what each asks, in the words of the paper. */
export const RULES = {
  'election safety': 'at most one leader can be elected in a given term (5.2)',
  'leader append-only':
    'a leader never overwrites or deletes entries in its log; it only appends new entries (5.3)',
  'log matching':
    'if two logs contain an entry with the same index and term, they are identical up through that index (5.3)',
  'leader completeness':
    'an entry committed in a term is present in the logs of the leaders of all higher terms (5.4)',
  'state-machine safety': 'no two servers apply different log entries at the same index (5.4.3)',
  'one vote a term':
    'each server votes for at most one candidate in a given term, first come, first served (5.2)',
  'vote for a complete log':
    'a voter denies its vote if its own log is more up-to-date than the candidate’s (5.4.1)',
  'quorum of votes':
    'a candidate wins with votes from a majority of the servers, of both configurations where there are two (5.2, 6)',
  'quorum of copies':
    'a leader commits an entry once it is on a majority of the servers, of both configurations where there are two (5.3, 6)',
  'commit of the own term':
    'only entries of the leader’s current term are committed by counting replicas (5.4.2)',
  'terms only grow':
    'currentTerm increases monotonically (Figure 2), and only to a term that a message told or that it stands for',
  election:
    'to begin an election a follower increments its term, votes for itself and becomes candidate (5.2)',
  roles: 'a server changes its role only as Figure 4 says',
  'stale term': 'a server rejects requests with a stale term number (5.1)',
  'consistency check': 'a follower refuses entries unless its log holds the entry that precedes them (5.3)',
  'remove on conflict only':
    'only an entry that conflicts with a new one, and what follows it, is removed (Figure 2)',
  'log grows by its leader':
    'entries come from the leader of the term, or from the leader’s own clients (5.3)',
  commitIndex:
    'a follower sets commitIndex to the leader’s, or the last new entry if that is less (Figure 2); it never falls',
  'what is sent': 'a message tells what is true of its sender: its term, its log, its commitIndex (Figure 2)',
  network: 'messages may be lost, delayed, repeated and reordered, but not made up (3)',
  'durable before sent': 'servers update what is persistent before they respond (Figure 2)',
  restart:
    'a server that starts again goes on with the term, vote and log it had on stable storage (Figure 2)',
  snapshot: 'a snapshot replaces what it covers; entries behind it that agree with it are kept (Figure 13)',
  'apply in order': 'committed entries are applied in log order (Figure 2)',
  'one change at a time': 'a leader begins a change of members only when the one before is committed (6)',
  reads: 'a read sees everything that was committed before it was asked (8)',
} as const satisfies Readonly<Record<string, string>>

/** The name of a rule. */
export type RuleName = keyof typeof RULES
