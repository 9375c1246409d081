import { MessageKind } from '../../../core/message.ts'
import { Changed } from '../../observation.ts'
import type { Situation } from '../../situation.ts'
import { ActionKind } from '../../world/action.ts'
import type { Bounds, Reductions } from './bounds.ts'

/** The kinds of messages that are taken away where they can change nothing any more. */
const RESPONSES: readonly number[] = [MessageKind.Vote, MessageKind.Appended, MessageKind.Installed]

/** What a message that has no effect where it arrives does not change. */
const EFFECTS =
  Changed.Role |
  Changed.Term |
  Changed.Vote |
  Changed.Log |
  Changed.Commit |
  Changed.Applied |
  Changed.Crashed |
  Changed.Started |
  Changed.Snapshot |
  Changed.Durable |
  Changed.Sent |
  Changed.Replied |
  Changed.Voted |
  Changed.Saving

/**
 * Whether a situation may come about at a step that a search leaves out: it is sound to leave those out where states are
 * compared, and properties, but not where what arrives is what matters.
 */
export function mayBeLeftOut(
  { kinds, topics, watches }: Situation,
  { budgets, cluster }: Bounds,
  { deadMessages }: Reductions,
): boolean {
  const at = (kind: ActionKind): boolean => kinds?.includes(kind) ?? true
  const withoutEffect = watches === undefined || (watches & ~EFFECTS) !== 0
  const ofResponses = topics?.some((topic) => RESPONSES.includes(topic)) ?? true
  const deadResponse = (at(ActionKind.Deliver) || at(ActionKind.Duplicate)) && ofResponses && withoutEffect
  const deadAnswer = at(ActionKind.Answer) && watches === undefined
  if (deadMessages && (deadAnswer || (deadResponse && cluster.synchronousDisk))) return true
  // What may arrive any number of times never arrives for the last time, and what is lost is no transition of a server.
  if (budgets.duplicates === Infinity && at(ActionKind.Deliver) && !at(ActionKind.Duplicate)) return true
  return budgets.drops > 0 && at(ActionKind.Drop) && watches === undefined
}
