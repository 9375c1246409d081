import { anyOf, asWords, quoted } from './characters.ts'
import { nearest } from './nearest.ts'
import { ScenarioError } from './scenario-error.ts'

/** A line on its way from text to meaning, word by word. */
export interface Cursor {
  readonly file: string
  readonly line: number
  readonly text: string
  readonly words: readonly string[]
  /** How many words were taken. */
  taken: number
}

/** The line's words; arrows, in their Unicode forms, and brackets are words of their own. */
export function cursorAt(file: string, line: number, text: string): Cursor {
  const spaced = text.replace(/<->|↔/gu, ' ↔ ').replace(/->|→/gu, ' → ').replace(/[()]/gu, ' $& ')
  return { file, line, text, words: spaced.split(/\s+/u).filter(Boolean), taken: 0 }
}

/** Refuses the line. */
export function refuse(cursor: Cursor, problem: string, expected: string): never {
  throw new ScenarioError(cursor.file, cursor.line, `${problem}; expected ${expected}`)
}

/** The next word, left where it is. */
export function nextWord({ words, taken }: Cursor): string | undefined {
  return words[taken]
}

/** Takes the next word; a line that has none is refused. */
export function takeWord(cursor: Cursor, expected: string): string {
  const word = nextWord(cursor)
  if (word === undefined) return refuse(cursor, 'the line ends too early', expected)
  cursor.taken++
  return word
}

/** Takes the next word if it is this one. */
export function takeIf(cursor: Cursor, word: string): boolean {
  if (nextWord(cursor) !== word) return false
  cursor.taken++
  return true
}

/** Takes the next word, which must be this one. */
export function takeThe(cursor: Cursor, word: string): void {
  const found = takeWord(cursor, `"${word}"`)
  if (found !== word) refuse(cursor, `${quoted(found)} stands where it does not belong`, `"${word}"`)
}

/** Takes a word of a list and gives its place there; `what` names such words in the singular. */
export function takeOneOf(cursor: Cursor, list: readonly string[], what: string): number {
  const word = takeWord(cursor, anyOf(list))
  const place = list.indexOf(word)
  if (place >= 0) return place
  const near = nearest(word, list)
  return refuse(
    cursor,
    `${quoted(word)} is no ${what}${near === undefined ? '' : ` (did you mean ${near}?)`}`,
    anyOf(list),
  )
}

/** Takes a whole number within bounds; `what` names it in the singular. */
export function takeNumber(cursor: Cursor, what: string, least: number, most: number): number {
  const expected = `a whole number from ${least} to ${most}`
  const word = takeWord(cursor, `the ${what}, ${expected}`)
  const number = wholeNumber(word)
  if (number === undefined || number < least || number > most) {
    return refuse(cursor, `${quoted(word)} is no ${what}`, expected)
  }
  return number
}

/** Takes the whole numbers that the line ends with, one or more, or the word `empty` for none. */
export function takeNumbers(cursor: Cursor, what: string, least: number, most: number): number[] {
  if (takeIf(cursor, 'empty')) return []
  const numbers = [takeNumber(cursor, what, least, most)]
  while (nextWord(cursor) !== undefined) numbers.push(takeNumber(cursor, what, least, most))
  return numbers
}

/** Makes sure that nothing is left of the line. */
export function takeEnd(cursor: Cursor): void {
  const word = nextWord(cursor)
  if (word !== undefined) {
    refuse(
      cursor,
      `${quoted(word)} is left over`,
      'the end of the line (a comment stands on a line of its own)',
    )
  }
}

/** Takes all that is left of the line, as it was typed but for blanks; nothing taken before may hold an arrow or a bracket. */
export function takeRest(cursor: Cursor, expected: string): string {
  if (nextWord(cursor) === undefined) refuse(cursor, 'the line ends too early', expected)
  const rest = asWords(cursor.text).split(' ').slice(cursor.taken).join(' ')
  cursor.taken = cursor.words.length
  return rest
}

/** The number that a word of at most ten digits stands for, if it does. */
export function wholeNumber(word: string): number | undefined {
  return /^(?:0|[1-9]\d{0,9})$/u.test(word) ? Number(word) : undefined
}
