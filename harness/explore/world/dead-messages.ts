import { isDeadResponse } from './dead-responses.ts'
import { inputOf, SeatInput } from './input.ts'
import { reactionOf, wordOf, type Reactions } from './reactions.ts'
import { MESSAGE, ReactionWord, SEAT, SeatWord } from './layout.ts'

/** Whether a message can change nothing any more; that it changes nothing now the server itself has to say. */
export function isDead(reactions: Reactions, message: number, server: number, seat: number): boolean {
  const { words } = reactions.ofMessages
  const from = MESSAGE * message
  if (words[from] !== server) return false
  const seats = reactions.ofSeats.words
  const role = seats[SEAT * seat + SeatWord.Role] as number
  const isTooLate = isDeadResponse(
    words[from + 1] as number,
    words[from + 2] as number,
    words[from + 3] === 1,
    seats[SEAT * seat + SeatWord.Term] as number,
    role,
  )
  return isTooLate && (role < 0 || isWithoutEffect(reactions, seat, message))
}

function isWithoutEffect(reactions: Reactions, seat: number, message: number): boolean {
  const reaction = reactionOf(reactions, seat, inputOf(SeatInput.Message, message))
  return (
    wordOf(reactions, reaction, ReactionWord.To) === seat &&
    wordOf(reactions, reaction, ReactionWord.SentCount) === 0 &&
    wordOf(reactions, reaction, ReactionWord.AnswersCount) === 0
  )
}
