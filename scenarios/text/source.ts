import { controlCharacterIn } from './characters.ts'
import { ScenarioError } from './scenario-error.ts'

/** A scenario's text, cut into lines. */
export interface Source {
  readonly file: string
  readonly lines: readonly string[]
}

/**
 * Cuts a text into lines. The text must end with a line break, so that one that was cut short is noticed. Both kinds
 * of line break are taken; which one a text uses, its first line tells, so that a patch keeps what else it holds.
 */
export function sourceOf(text: string, file: string): Source {
  const lines = text.replace(/^\uFEFF/u, '').split('\n')
  if (lines.pop() !== '') {
    throw new ScenarioError(
      file,
      lines.length + 1,
      'the last line has no end, the file may have been cut short; expected a line break after it',
    )
  }
  return { file, lines: lines[0]?.endsWith('\r') === true ? lines.map(withoutReturn) : lines }
}

/** A line without blanks at its end; a control character in it is refused. */
export function cleanLine({ file, lines }: Source, place: number): string {
  const line = (lines[place] as string).trimEnd()
  const control = controlCharacterIn(line)
  if (control !== undefined) {
    throw new ScenarioError(file, place + 1, `the line holds the control character ${control}; expected text`)
  }
  return line
}

/** Whether a line says nothing of the run. */
export function isComment(line: string): boolean {
  return /^\s*(?:#|$)/u.test(line)
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
