import { builtinModules } from 'node:module'
import { importsOf } from '../imports.ts'
import { finding, isWithin, productSources, type Rule, type Source } from '../source.ts'
import { lineOf, walk } from '../syntax.ts'

/** What is to run in a browser too. */
const PORTABLE = ['core', 'harness/world', 'harness/schedule', 'harness/plan', 'harness/faults', 'properties']
const NODE_GLOBALS = ['process', 'Buffer', '__dirname', '__filename', 'require']
const ALLOWED = `nothing of Node is allowed in ${PORTABLE.join(', ')}, nor in what they load`

/** What is to run in a browser has nothing of Node, itself or through the files that it loads. */
export const nodeInPortable: Rule = (sources) => {
  const product = productSources(sources)
  const byPath = new Map(product.map((source) => [source.path, source]))
  const loadedBy = new Map<string, string>()
  const queue = product.filter(({ path }) => isWithin(path, PORTABLE)).map(({ path }) => path)
  for (const path of queue) loadedBy.set(path, path)
  for (const path of queue) {
    for (const { target, loads } of importsOf(byPath.get(path) as Source)) {
      if (!loads || loadedBy.has(target) || !byPath.has(target)) continue
      loadedBy.set(target, path)
      queue.push(target)
    }
  }
  return queue.flatMap((path) => nodeIn(byPath.get(path) as Source, loadedBy.get(path) as string))
}

function nodeIn(source: Source, loadedBy: string): string[] {
  const { path } = source
  const why = loadedBy === path ? '' : `, and ${loadedBy} loads this`
  const found = importsOf(source)
    .filter(({ target }) => target.startsWith('node:') || builtinModules.includes(target))
    .map(({ line, target }) => finding(path, line, `imports ${target}${why}`, ALLOWED))
  walk(source, (node, role) => {
    if (role !== 'Identifier' || node.type !== 'Identifier' || !NODE_GLOBALS.includes(node.name)) return
    found.push(finding(path, lineOf(node), `uses ${node.name}${why}`, ALLOWED))
  })
  return found
}
