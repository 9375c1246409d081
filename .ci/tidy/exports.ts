import type { AnyNode, Declaration, Pattern } from 'acorn'
import { lineAt, type Source } from './source.ts'
import { isErased, programOf } from './syntax.ts'

/** A name that a source exports and declares itself. */
export interface Export {
  readonly name: string
  readonly line: number
  /** Where its declaration begins, counted in characters. */
  readonly offset: number
}

/**
 * What a source declares and exports, types included, in order; a name once for each of its declarations. Left out are
 * re-exports and default exports of an expression.
 */
export function exportsOf(source: Source): readonly Export[] {
  return [...valuesOf(source), ...typesOf(source)].sort((one, other) => one.offset - other.offset)
}

function valuesOf(source: Source): Export[] {
  const { body } = programOf(source)
  const local = new Map(body.flatMap((node) => declaredBy(node).map((name) => [name, node] as const)))
  const at = (name: string, node: AnyNode): Export => {
    return { name, line: lineAt(source.text, node.start), offset: node.start }
  }
  return body.flatMap((node) => {
    if (node.type === 'ExportDefaultDeclaration') {
      return /Declaration$/.test(node.declaration.type) ? [at('default', node)] : []
    }
    if (node.type !== 'ExportNamedDeclaration' || node.source) return []
    if (node.declaration) return declaredBy(node.declaration).map((name) => at(name, node))
    return node.specifiers.flatMap(({ local: from, exported }) => {
      const declaration = from.type === 'Identifier' ? local.get(from.name) : undefined
      const name = exported.type === 'Identifier' ? exported.name : String(exported.value)
      return declaration === undefined ? [] : [at(name, declaration)]
    })
  })
}

function typesOf(source: Source): Export[] {
  const declarations = /^export\s+(?:declare\s+)?(?:type|interface)\s+([\w$]+)(?=\s*[<={]|\s+extends\b)/gm
  return [...source.text.matchAll(declarations)]
    .filter(({ index }) => isErased(source, index))
    .map(({ 1: name = '', index }) => ({ name, line: lineAt(source.text, index), offset: index }))
}

function declaredBy(node: AnyNode): string[] {
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap(({ id }) => boundBy(id))
  const { type, id } = node as Declaration & { readonly id?: { readonly name: string } | null }
  return /^(?:Function|Class)Declaration$/.test(type) && id ? [id.name] : []
}

function boundBy(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((part) =>
        boundBy(part.type === 'Property' ? part.value : part.argument),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((part) => (part === null ? [] : boundBy(part)))
    case 'RestElement':
      return boundBy(pattern.argument)
    case 'AssignmentPattern':
      return boundBy(pattern.left)
    default:
      return []
  }
}
