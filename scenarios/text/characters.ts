/** Control characters and line breaks; a tab is as good as a blank. */
const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/gu
const LONGEST_QUOTE = 40

/** The first control character of a line, as `U+0000`; `undefined` when it has none. */
export function controlCharacterIn(line: string): string | undefined {
  const found = line.match(CONTROLS)?.[0]
  return found === undefined
    ? undefined
    : `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** The text without control characters, so that it stays within its line. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, ' ')
}

/** The words of a text, one blank between them, in one line. */
export function asWords(text: string): string {
  return withoutControls(text).split(/\s+/u).filter(Boolean).join(' ')
}

/** A piece of somebody's text as an error shows it: between quotation marks, and short. */
export function quoted(text: string): string {
  const shown = withoutControls(text).replace(/\s/gu, ' ')
  return shown.length <= LONGEST_QUOTE ? `"${shown}"` : `"${shown.slice(0, LONGEST_QUOTE)}…"`
}

/** The texts as a choice: `a, b or c`. */
export function anyOf(texts: readonly string[]): string {
  if (texts.length < 2) return texts.join('')
  return `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`
}
