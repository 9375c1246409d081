import { MessageKind } from '../../../core/message.ts'
import { Role } from '../../../core/server.ts'

/**
 * Whether an answer to a server can change nothing any more, now or later: it is of a term before the server's, or of the
 * server's own to one that does not stand for election in it, or lead it, and so never will. For a term once entered is
 * never left for an older one, where every write is durable at once; and in one term a server stands at most once. Answers
 * that deny a vote are of use for the term in them only. Searches with and without this are compared in tests.
 */
export function isDeadResponse(
  kind: number,
  term: number,
  granted: boolean,
  itsTerm: number,
  itsRole: number,
): boolean {
  switch (kind) {
    case MessageKind.Vote:
      return term < itsTerm || (term === itsTerm && (!granted || itsRole !== Role.Candidate))
    case MessageKind.Appended:
    case MessageKind.Installed:
      return term < itsTerm || (term === itsTerm && itsRole !== Role.Leader && itsRole !== Role.Candidate)
    default:
      return false
  }
}
