import { Deed, ENTRY } from './chronicle.ts'
import type { Expansion } from './expansion.ts'
import { hearing, reactionOf, withAnswersOf } from './reactions.ts'
import { asked } from './steps.ts'
import { ledgerBehind } from './successor.ts'

/** Makes something out, if it is not known yet; gives the number of what came of it. */
export function doDeed(expansion: Expansion, deed: Deed, one: number, other: number): number {
  const { reactions } = expansion
  switch (deed) {
    case Deed.React:
      return one < 0 ? hearing(reactions, -1 - one, other) : reactionOf(reactions, one, other)
    case Deed.Give:
      return withAnswersOf(reactions, one, other)
    case Deed.Judge:
      return ledgerBehind(expansion, one, other)
    case Deed.Ask:
      return asked(expansion, one, other >>> 1, (other & 1) as 0 | 1)
  }
}

/**
 * Does all deeds of a chronicle again, so that every number means what it meant. Throws an Error where one means
 * something else: then the chronicle is of another core, or of other bounds.
 */
export function doAgain(expansion: Expansion, entries: Int32Array): void {
  for (let place = 0; place < entries.length; place += ENTRY) {
    const [deed, one, other, result] = entries.subarray(place, place + ENTRY)
    if (doDeed(expansion, deed as Deed, one as number, other as number) !== result)
      throw new Error(
        `what was made out before (entry ${place / ENTRY + 1} of ${entries.length / ENTRY}) comes out differently now: it was saved by another version of Whitewater, or for another target`,
      )
  }
}
