/** Something is wrong with a trace as a file: says which line, what stands there and what was expected. */
export class TraceError extends Error {
  override readonly name = 'TraceError'
  /** `undefined`: the file as a whole. */
  readonly line: number | undefined

  constructor(line: number | undefined, problem: string) {
    super(problem)
    this.line = line
  }
}
