import { exportsOf } from '../exports.ts'
import { finding, productSources, type Rule, type Source } from '../source.ts'

/** Every exported symbol has its docstring directly above it; one that is a value and a type has one above either. */
export const missingDocstrings: Rule = (sources) => productSources(sources).flatMap(missingIn)

function missingIn(source: Source): string[] {
  const declarations = exportsOf(source)
  const told = new Set(
    declarations.filter(({ offset }) => hasDocstring(source.text, offset)).map(({ name }) => name),
  )
  const missing = declarations.filter(({ name }, i) => !told.has(name) && isFirst(declarations, i))
  return missing.map(({ name, line }) =>
    finding(source.path, line, `exports ${name} without a docstring`, 'a /** … */ stands directly above it'),
  )
}

function isFirst(declarations: ReturnType<typeof exportsOf>, i: number): boolean {
  return declarations.findIndex(({ name }) => name === declarations[i]?.name) === i
}

function hasDocstring(text: string, offset: number): boolean {
  const before = text.slice(0, offset)
  return /\*\/[ \t]*\n?[ \t]*$/.test(before) && before.startsWith('/**', before.lastIndexOf('/*'))
}
