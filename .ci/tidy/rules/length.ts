import type { AnyNode } from 'acorn'
import { finding, isTest, isTypeScript, type Rule, type Source } from '../source.ts'
import { lineOf, walk } from '../syntax.ts'

const MOST_FILE_LINES = 300
const MOST_FUNCTION_LINES = 70

/** No source file, test or not, over 300 lines. */
export const longFiles: Rule = (sources) =>
  sources
    .filter(({ path }) => /\.(?:[cm]?[jt]s|go|sh)$/.test(path))
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > MOST_FILE_LINES)
    .map(({ path, lines }) => finding(path, lines, `a file of ${lines} lines`, `at most ${MOST_FILE_LINES}`))

/** No function over 70 lines; what a test file hands to `describe` and `test` does not count. */
export const longFunctions: Rule = (sources) => sources.filter(isTypeScript).flatMap(longIn)

function longIn(source: Source): string[] {
  const long = new Map<AnyNode, string>()
  const isOfTests = new Set<AnyNode>()
  walk(source, (node) => {
    if (node.type === 'CallExpression' && isTest(source) && isTestCall(node.callee)) {
      for (const argument of node.arguments) isOfTests.add(argument)
    }
    if (!/Function/.test(node.type) || node.loc == null) return
    const lines = node.loc.end.line - node.loc.start.line + 1
    if (lines <= MOST_FUNCTION_LINES) return
    long.set(
      node,
      finding(source.path, lineOf(node), `a function of ${lines} lines`, `at most ${MOST_FUNCTION_LINES}`),
    )
  })
  return [...long].filter(([node]) => !isOfTests.has(node)).map(([, told]) => told)
}

/** `test(…)`, `describe.skip(…)`, `test.each(…)(…)` and the like. */
function isTestCall(callee: AnyNode): boolean {
  if (callee.type === 'Identifier') return ['describe', 'test', 'it'].includes(callee.name)
  if (callee.type === 'MemberExpression') return isTestCall(callee.object)
  return callee.type === 'CallExpression' && isTestCall(callee.callee)
}
