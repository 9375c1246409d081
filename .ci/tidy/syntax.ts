import { transformSync } from '@swc/wasm-typescript'
import { type AnyNode, parse, type Program } from 'acorn'
import { full } from 'acorn-walk'
import type { Source } from './source.ts'

/** A node as the walk meets it; `role` tells a name that is read (`Identifier`) from one that is bound. */
export type Visit = (node: AnyNode, role: string) => void

interface Syntax {
  readonly program: Program
  /** The source with blanks in place of its types. */
  readonly code: string
}

const known = new WeakMap<Source, Syntax>()

/**
 * The syntax tree of a source without its types, every offset and line as in the source. Imports and re-exports of
 * types are kept as if they were of values: `isTypeOnly` and `isTypeName` tell which they were.
 */
export function programOf(source: Source): Program {
  return syntaxOf(source).program
}

/** Whether what stands at an offset of a source is part of a type, rather than of code, of a text or of a comment. */
export function isErased(source: Source, offset: number): boolean {
  return syntaxOf(source).code[offset] !== source.text[offset]
}

/** Calls `visit` for every node of a source, children first. */
export function walk(source: Source, visit: Visit): void {
  full(programOf(source), (node, _state, role) => visit(node, role))
}

/** The line on which a node begins, from 1. */
export function lineOf(node: AnyNode): number {
  return node.loc?.start.line ?? 0
}

/** Whether a declaration was `import type …` or `export type … from`. */
export function isTypeOnly(source: Source, node: AnyNode): boolean {
  return /^(?:import|export)\s+type\b(?!\s*(?:,|from\b))/.test(source.text.slice(node.start, node.end))
}

/** Whether a name in the braces of an import or re-export was marked `type`. */
export function isTypeName(source: Source, node: AnyNode): boolean {
  return /[{,]\s*type\s+$/.test(source.text.slice(0, node.start))
}

function syntaxOf(source: Source): Syntax {
  const syntax = known.get(source) ?? parseErased(source)
  known.set(source, syntax)
  return syntax
}

function parseErased({ path, text }: Source): Syntax {
  try {
    const { code } = transformSync(withoutTypeMarks(text), { mode: 'strip-only' })
    const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true })
    return { program, code }
  } catch (thrown) {
    throw new Error(`${path} does not parse: ${(thrown as { readonly message: string }).message}`)
  }
}

const IMPORT_OF_TYPES = /^(import\s+)type(?=\s*[{*]|\s+[\w$]+\s+from\b)/gm
const EXPORT_OF_TYPES = /^(export\s+)type(?=\s*(?:\*|\{[^{}]*\}\s*from\b))/gm
const BRACES = /^(?:import|export)\s+(?:[\w$]+\s*,\s*)?\{[^{}]*\}\s*from\b/gm

/** Blanks the word `type` where it marks an import or re-export, which erasing types would take away with it. */
function withoutTypeMarks(text: string): string {
  return text
    .replace(IMPORT_OF_TYPES, '$1    ')
    .replace(EXPORT_OF_TYPES, '$1    ')
    .replace(BRACES, (braces) => braces.replace(/([{,]\s*)type(?=\s+[\w$])/g, '$1    '))
}
