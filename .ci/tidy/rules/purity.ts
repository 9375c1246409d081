import type { AnyNode } from 'acorn'
import { importsOf } from '../imports.ts'
import { finding, isWithin, productSources, type Rule, type Source } from '../source.ts'
import { lineOf, programOf, walk } from '../syntax.ts'

/** Tells what is wrong with a node, if anything, and what is allowed. */
type Ban = (node: AnyNode, role: string) => readonly [found: string, allowed: string] | undefined

/** A run may depend on its seed and its inputs only, and gives the same bits on every engine. */
export const chanceInRuns: Rule = (sources) =>
  productSources(sources)
    .filter(({ path }) => isWithin(path, ['core', 'harness/world', 'harness/schedule', 'properties']))
    .flatMap((source) => banned(source, [inexact, surroundings, locale, waiting]))

/** core/ is plain functions on values: no class, no state of a module, no order of object keys, nothing from outside. */
export const impureCore: Rule = (sources) =>
  productSources(sources)
    .filter(({ path }) => isWithin(path, ['core']))
    .flatMap((source) => [...banned(source, [classes, keyOrder]), ...moduleState(source), ...outside(source)])

function banned(source: Source, bans: readonly Ban[]): string[] {
  const found: string[] = []
  walk(source, (node, role) => {
    for (const ban of bans) {
      const wrong = ban(node, role)
      if (wrong !== undefined) found.push(finding(source.path, lineOf(node), ...wrong))
    }
  })
  return found
}

/** The functions of Math that the language defines to the last bit. */
const EXACT = ['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'trunc']

const inexact: Ban = (node) => {
  if (node.type === 'BinaryExpression' && node.operator === '**') return ['uses **', 'write the product out']
  if (node.type === 'VariableDeclarator' && node.init && isNamed(node.init, 'Math')) {
    return ['gives Math another name', 'write Math where it is used']
  }
  if (node.type !== 'MemberExpression' || !isNamed(node.object, 'Math')) return undefined
  if (!node.computed && EXACT.some((name) => isNamed(node.property, name))) return undefined
  const name = node.property.type === 'Identifier' ? node.property.name : '…'
  return [`uses Math.${name}`, `allowed of Math: ${EXACT.join(', ')}`]
}

const SURROUNDINGS = new Set(
  ['Date', 'performance', 'crypto', 'globalThis', 'Intl', 'queueMicrotask', 'requestAnimationFrame'].concat([
    'setTimeout',
    'setInterval',
    'setImmediate',
    'Atomics',
    'WeakRef',
  ]),
)

const surroundings: Ban = (node, role) =>
  role === 'Identifier' && node.type === 'Identifier' && SURROUNDINGS.has(node.name)
    ? [`uses ${node.name}`, 'time, chance and surroundings come in as arguments']
    : undefined

const locale: Ban = (node) => {
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return undefined
  const { name } = node.property
  return /^(?:localeCompare|toLocale\w*)$/.test(name)
    ? [`uses ${name}`, 'compare and write without a locale']
    : undefined
}

const waiting: Ban = (node, role) => {
  const isAsync = /Function/.test(node.type) && 'async' in node && node.async
  const waits = node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)
  const promises = role === 'Identifier' && isNamed(node, 'Promise')
  return isAsync || waits || promises ? ['is async', 'a run never waits'] : undefined
}

const classes: Ban = (node) =>
  /^Class(?:Declaration|Expression)$/.test(node.type)
    ? ['a class', 'functions on object literals']
    : undefined

const keyOrder: Ban = (node) =>
  node.type === 'ForInStatement' ? ['for..in', 'name the keys, or use an array'] : undefined

function moduleState(source: Source): string[] {
  return programOf(source)
    .body.map((node) => (node.type === 'ExportNamedDeclaration' ? node.declaration : node))
    .filter((node) => node?.type === 'VariableDeclaration' && node.kind !== 'const')
    .map((node) => finding(source.path, lineOf(node as AnyNode), 'a variable of the module', 'const only'))
}

function outside(source: Source): string[] {
  return importsOf(source)
    .filter(({ target }) => !isWithin(target, ['core']))
    .map(({ line, target }) =>
      finding(source.path, line, `imports ${target}`, 'core imports nothing outside core'),
    )
}

function isNamed(node: AnyNode, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}
