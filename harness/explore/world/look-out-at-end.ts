import type { Expansion } from './expansion.ts'
import { inputOf, SeatInput } from './input.ts'
import { reactionOf } from './reactions.ts'
import { lookOut } from './search-lookout.ts'
import { stepOf, StepKind } from './step.ts'
import { MESSAGE, SEAT, SeatWord } from './layout.ts'

/**
 * Asks what a message that can change nothing any more, and is taken away, would bring about if it arrived at once: in the
 * state whose seats and clients stand in a row.
 */
export function lookOutAtEnd(
  { reactions, lookout, bounds }: Expansion,
  message: number,
  row: Int32Array,
  place: number,
): void {
  if (lookout === undefined || bounds.messages !== Infinity) return
  const receiver = reactions.ofMessages.words[MESSAGE * message] as number
  const seat = row[place + receiver] as number
  if (reactions.ofSeats.words[SEAT * seat + SeatWord.Role] === -1) return
  const reaction = reactionOf(reactions, seat, inputOf(SeatInput.Message, message))
  const kind = bounds.budgets.duplicates === Infinity ? StepKind.Duplicate : StepKind.Deliver
  lookout.later = 1
  lookOut(lookout, reaction, stepOf(kind, 0), receiver, row, place)
  lookout.later = 0
}
