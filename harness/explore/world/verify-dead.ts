import { isDead } from './dead-messages.ts'
import type { Expansion } from './expansion.ts'
import { FAILED, serverOf, wordOf } from './reactions.ts'
import { MESSAGE, REACTION, ReactionWord } from './layout.ts'

/**
 * Whether the messages that a search took away as dead really were: each does nothing at every seat at which it was taken
 * for dead, and whatever happens to such a seat leads to one at which it is dead as well. So the search is as good as
 * one that kept them, whatever rules the core breaks. Asked after a search that went to its end: then all that can happen
 * to a seat within bounds is known.
 */
export function verifyDead({ reactions, dropped }: Expansion): boolean {
  const messages = [...dropped.keys()].filter((message) => dropped[message] === 1)
  const receiverOf = (message: number): number => reactions.ofMessages.words[MESSAGE * message] as number
  const count = reactions.words.length / REACTION
  for (let reaction = 0; reaction < count; reaction++) {
    const from = wordOf(reactions, reaction, ReactionWord.From)
    const to = wordOf(reactions, reaction, ReactionWord.To)
    if (from < 0 || to === FAILED) continue
    const server = serverOf(reactions, from)
    for (const message of messages) {
      if (receiverOf(message) !== server) continue
      if (isDead(reactions, message, server, from) && !isDead(reactions, message, server, to)) return false
    }
  }
  return true
}
