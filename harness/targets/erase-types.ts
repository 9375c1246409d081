import { transformSync } from '@swc/wasm-typescript'

/** Where and why a source does not parse. Line and column count from 1. */
export class SyntaxProblem extends Error {
  readonly line: number
  readonly column: number

  constructor(message: string, line: number, column: number) {
    super(message)
    this.line = line
    this.column = column
  }
}

/** JavaScript from TypeScript: types become blanks, so that every line and column stays. Throws a SyntaxProblem. */
export function eraseTypes(source: string): string {
  try {
    return importBuilt(transformSync(source, { mode: 'strip-only' }).code)
  } catch (thrown) {
    const { message, startLine, startColumn } = thrown as SwcProblem
    if (startLine === undefined || startColumn === undefined) throw thrown
    throw new SyntaxProblem(message, startLine, startColumn + 1)
  }
}

/** What swc throws: no Error, and its columns count from 0. */
interface SwcProblem {
  readonly message: string
  readonly startLine?: number
  readonly startColumn?: number
}

/** Relative imports name the built file, as tsc's `rewriteRelativeImportExtensions` has it. */
function importBuilt(code: string): string {
  return code.replace(/(\b(?:from|import)\s*\(?\s*)(['"])(\.{1,2}\/[^'"\n]*)\.ts\2/g, '$1$2$3.js$2')
}
