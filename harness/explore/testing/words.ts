import { fold, spread } from '../../mix.ts'
import type { Model } from '../model.ts'
import { addSuccessor, roomFor, type Successors } from '../successors.ts'

/**
 * Words over two letters up to a length: a step puts a letter at the end, or turns the word round. A word's row is its
 * number in the order in which this model has met words, so that it means something only beside the vocabulary.
 */
export function wordsModel(longest: number): Model {
  let known: string[] = []
  const numbers = new Map<string, number>()

  const numberOf = (word: string): number => {
    const number = numbers.get(word) ?? known.length
    if (number === known.length) known.push(word)
    numbers.set(word, number)
    return number
  }
  const write = (word: string, print: Int32Array): void => {
    print.set(
      [1, 2].map((seed) => spread([...word].reduce((hash, one) => fold(hash, one.charCodeAt(0)), seed))),
    )
  }
  const print = new Int32Array(2)
  const add = (successors: Successors, word: string, action: number): void => {
    const at = roomFor(successors, 1)
    successors.words[at] = numberOf(word)
    write(word, print)
    addSuccessor(successors, 1, print[0] as number, print[1] as number, action, 0)
  }
  const wordAt = (words: Int32Array, at: number): string => known[words[at] as number] as string

  return {
    name: 'words',
    properties: ['no word is abba'],
    begin: (successors) => add(successors, '', -1),
    expand(words, at, _length, successors) {
      const word = wordAt(words, at)
      if (word.length < longest) ['a', 'b'].forEach((letter, i) => add(successors, word + letter, i))
      add(successors, [...word].reverse().join(''), 2)
    },
    fingerprint: (words, at, _length, into) => write(wordAt(words, at), into),
    verdict: (words, at) => (wordAt(words, at) === 'abba' ? 1 : 0),
    actionName: (_words, _at, _length, action) => ['a', 'b', 'turn'][action] as string,
    stateText: (words, at) => wordAt(words, at),
    vocabulary: {
      save: () => known,
      restore(saved) {
        known = [...(saved as readonly string[])]
        known.forEach((word, number) => numbers.set(word, number))
      },
    },
  }
}
