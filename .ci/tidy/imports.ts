import type {
  ExportNamedDeclaration,
  ImportDeclaration,
  ExportAllDeclaration,
  Identifier,
  Literal,
} from 'acorn'
import { posix } from 'node:path'
import { folderOf, lineAt, type Source } from './source.ts'
import { isErased, isTypeName, isTypeOnly, lineOf, programOf, walk } from './syntax.ts'

/** Stands for every name that a module exports. */
export const EVERYTHING = '*'

/** One import or re-export of a source. */
export interface Import {
  readonly line: number
  /** A path from the root for a relative import, else the specifier as it is written. */
  readonly target: string
  /** The names taken as values, as the other module calls them. */
  readonly values: readonly string[]
  /** The names taken as types only. */
  readonly types: readonly string[]
  /** Whether the other module is loaded when this one is, or on its command: all but `import type`. */
  readonly loads: boolean
}

const imports = new WeakMap<Source, readonly Import[]>()

/** What a source imports or re-exports, types included. */
export function importsOf(source: Source): readonly Import[] {
  const known = imports.get(source)
  if (known !== undefined) return known
  const found = [...declared(source), ...dynamic(source), ...insideTypes(source)]
  imports.set(source, found)
  return found
}

type Declaration = ImportDeclaration | ExportNamedDeclaration | ExportAllDeclaration

function declared(source: Source): Import[] {
  return programOf(source).body.flatMap((node) => {
    if (node.type !== 'ImportDeclaration' && !node.type.startsWith('Export')) return []
    const declaration = node as Declaration
    if (declaration.source === null || declaration.source === undefined) return []
    const loads = !isTypeOnly(source, declaration)
    const names = namesOf(declaration)
    const isType = (name: (typeof names)[number]): boolean => !loads || isTypeName(source, name.node)
    return {
      line: lineOf(declaration),
      target: resolved(source, declaration.source),
      values: names.filter((name) => !isType(name)).map(({ name }) => name),
      types: names.filter(isType).map(({ name }) => name),
      loads,
    }
  })
}

function namesOf(declaration: Declaration) {
  if (declaration.type === 'ExportAllDeclaration') return [{ name: EVERYTHING, node: declaration }]
  return declaration.specifiers.map((node) => {
    if (node.type === 'ImportNamespaceSpecifier') return { name: EVERYTHING, node }
    if (node.type === 'ImportDefaultSpecifier') return { name: 'default', node }
    return { name: nameOf(node.type === 'ImportSpecifier' ? node.imported : node.local), node }
  })
}

/** `import('…')` of a value, which may be wanted later. */
function dynamic(source: Source): Import[] {
  const found: Import[] = []
  walk(source, (node) => {
    if (node.type !== 'ImportExpression' || node.source.type !== 'Literal') return
    const target = resolved(source, node.source)
    found.push({ line: lineOf(node), target, values: [EVERYTHING], types: [], loads: true })
  })
  return found
}

/** `import('…')` as part of a type. */
function insideTypes(source: Source): Import[] {
  return [...source.text.matchAll(/\bimport\(\s*'([^'\n]+)'\s*\)/g)]
    .filter(({ index }) => isErased(source, index))
    .map(({ 1: specifier = '', index }) => ({
      line: lineAt(source.text, index),
      target: pathFrom(source, specifier),
      values: [],
      types: [EVERYTHING],
      loads: false,
    }))
}

function resolved(source: Source, specifier: Literal): string {
  return pathFrom(source, String(specifier.value))
}

function pathFrom({ path }: Source, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(folderOf(path), specifier) : specifier
}

function nameOf(node: Identifier | Literal): string {
  return node.type === 'Identifier' ? node.name : String(node.value)
}
