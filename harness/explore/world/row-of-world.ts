import type { Seat } from '../../world/world.ts'
import { clientsValue } from './clients.ts'
import type { Expansion } from './expansion.ts'
import { compared } from './interner.ts'
import { enter } from './ledgers.ts'
import type { PlayedTo } from './played-to.ts'
import { answerNumber, clientsNumber, messageNumber, seatNumber } from './reactions.ts'
import { seatValue } from './seats.ts'
import { HEAD, RowWord } from './layout.ts'

/**
 * A world, and what its judges remember, as the row of a search in which nothing was spent yet. Times are left out, and
 * which links are cut. Models that make the same rows before they make any others give them the same numbers.
 */
export function rowOfWorld(expansion: Expansion, { world, memories, age }: PlayedTo): Int32Array {
  const { reactions, ledgers, servers, bounds } = expansion
  const row = new Array<number>(servers + HEAD)
  world.seats.forEach((seat, server) => {
    ;(reactions.world.seats as Seat[])[server] = seatValue(seat)
    row[server] = seatNumber(reactions, server)
  })
  const answers = world.answers.map(({ answer }) => answerNumber(reactions, answer))
  row[servers + RowWord.Clients] = clientsNumber(reactions, clientsValue(world.sessions, answers))
  row[servers + RowWord.Ledger] = enter(ledgers, memories, age)
  row[servers + RowWord.Spent] = 0
  const messages = world.links.flatMap(({ inFlight }) =>
    inFlight.map(({ message }) => messageNumber(reactions, message)),
  )
  const kept = bounds.budgets.duplicates === Infinity ? [...new Set(messages)] : messages
  row.push(...kept.sort((one, other) => compared(reactions.messages, one, other)))
  return Int32Array.from(row)
}
