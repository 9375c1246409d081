/**
 * Something is wrong with a scenario's text, or with the story it tells. The message is one line, for whoever wrote
 * the text: `FILE:LINE: what is wrong; expected …`.
 */
export class ScenarioError extends Error {
  readonly file: string
  /** Counted from 1. */
  readonly line: number

  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`)
    this.name = 'ScenarioError'
    this.file = file
    this.line = line
  }
}
