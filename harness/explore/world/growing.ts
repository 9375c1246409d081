/** Words that become more and more. */
export interface Growing {
  words: Int32Array
  length: number
}

/** No words yet. */
export function noWords(): Growing {
  return { words: new Int32Array(1024), length: 0 }
}

/** Adds a word. */
export function addWord(growing: Growing, word: number): void {
  const { words, length } = growing
  if (length === words.length) {
    growing.words = new Int32Array(2 * length)
    growing.words.set(words)
  }
  growing.words[length] = word
  growing.length = length + 1
}
