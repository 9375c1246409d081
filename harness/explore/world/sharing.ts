import type { Sharing } from '../model.ts'
import type { Expansion } from './expansion.ts'
import { publishNotes, openNotes, type Notes } from './notes.ts'
import { dictionaryOf, translated, type Dictionary } from './dictionary.ts'

/** How models of one world in several threads understand each other's rows. */
export function sharingOf(expansion: Expansion): Sharing {
  let own: Notes | undefined
  let dictionaries: readonly Dictionary[] = []
  return {
    open(thread, notes) {
      own = openNotes(notes[thread] as SharedArrayBuffer)
      dictionaries = notes.map((memory) => dictionaryOf(expansion, openNotes(memory)))
    },
    publish() {
      if (own !== undefined) publishNotes(own, expansion.reactions)
    },
    translate(thread, words, at, length, row) {
      translated(dictionaries[thread] as Dictionary, words, at, length, row)
    },
  }
}
