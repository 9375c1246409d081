import type { Sources } from '../../harness/targets/sources.ts'
import { named } from './names.ts'
import type { Mutant } from './mutant.ts'

/** Not a literal where it is imported: the house is type-checked without the packages of this folder. */
const INSTRUMENTER: string = '@stryker-mutator/instrumenter'

/** What is used of StrykerJS: the part that finds what can be mutated in a source, and how. */
interface Stryker {
  readonly Instrumenter: new (logger: object) => {
    instrument(files: readonly object[], options: object): Promise<{ readonly mutants: readonly Found[] }>
  }
}

/** A mutant as StrykerJS tells it. Lines and columns count from 0. */
interface Found {
  readonly fileName: string
  readonly mutatorName: string
  readonly replacement: string
  readonly location: { readonly start: Place; readonly end: Place }
}

interface Place {
  readonly line: number
  readonly column: number
}

/** Every mutant of these sources that StrykerJS knows, all its kinds, in the order of file and place. */
export async function mutantsOf(sources: Sources): Promise<readonly Mutant[]> {
  const { Instrumenter } = await load()
  const files = [...sources].map(([name, content]) => ({ name, content, mutate: true }))
  const options = { plugins: null, excludedMutations: [], ignorers: [], noHeader: true }
  const { mutants } = await new Instrumenter(silentLogger()).instrument(files, options)
  return named(mutants.map((found) => placed(found, sources.get(found.fileName) as string)))
}

async function load(): Promise<Stryker> {
  try {
    return (await import(INSTRUMENTER)) as Stryker
  } catch (error) {
    throw new Error(`${INSTRUMENTER} cannot be loaded; run "npm ci" in .ci/mutation first.`, { cause: error })
  }
}

function placed(
  { fileName, mutatorName, replacement, location }: Found,
  source: string,
): Omit<Mutant, 'name'> {
  const lines = source.split('\n')
  const offsetOf = ({ line, column }: Place): number =>
    lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, column)
  const [start, end] = [offsetOf(location.start), offsetOf(location.end)]
  const original = source.slice(start, end)
  return {
    file: fileName,
    mutator: mutatorName,
    start,
    end,
    original,
    replacement: enclosed(mutatorName, original, replacement),
  }
}

/** Kinds that put an expression of another precedence in place of one. */
const ENCLOSED = [
  'ArithmeticOperator',
  'BooleanLiteral',
  'ConditionalExpression',
  'EqualityOperator',
  'LogicalOperator',
]

/** StrykerJS replaces a node of the syntax tree; as text, an expression needs brackets to stay one node. */
function enclosed(mutator: string, original: string, replacement: string): string {
  const isCase = /^(?:case|default)\b/.test(original)
  const isPlain = /^[\w.]*$/.test(replacement)
  return !ENCLOSED.includes(mutator) || isCase || isPlain ? replacement : `(${replacement})`
}

function silentLogger(): object {
  const silent = (): void => undefined
  const off = (): boolean => false
  const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']
  return Object.fromEntries(
    levels.flatMap((level) => [
      [level, silent],
      [`is${level[0]?.toUpperCase()}${level.slice(1)}Enabled`, off],
    ]),
  ) as object
}
