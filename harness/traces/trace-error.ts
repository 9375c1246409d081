/** Something is wrong with a trace as a file: says which line of which, what stands there and what was expected. */
export class TraceError extends Error {
  override readonly name = 'TraceError'
  /** `undefined`: the file as a whole. */
  readonly line: number | undefined
  /** `undefined`, where it is clear from where it is caught. */
  readonly file: string | undefined

  constructor(line: number | undefined, problem: string, file?: string) {
    super(problem)
    this.line = line
    this.file = file
  }
}

/** As one line for people: file, line, what is wrong. */
export function traceErrorText({ file, line, message }: TraceError): string {
  return [file, line, ` ${message}`].filter((part) => part !== undefined).join(':')
}
