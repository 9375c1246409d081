import { expect, test } from 'vitest'
import { importsOf } from './imports.ts'
import { lineOf, programOf } from './syntax.ts'

test('erasing types moves nothing, whatever letters the types hold', () => {
  const text = "type A = 'é' | '→' | '𝄞' // a\n\nexport const b = '→' as A\n"
  const [declaration] = programOf({ path: 'a.ts', text }).body
  expect(declaration && lineOf(declaration)).toBe(3)
  expect(declaration?.start).toBe(text.indexOf('export'))
})

test('each way to import is told apart, by what it loads and what it takes as types', () => {
  const text = `import a, { type B, c as d } from './x.ts'
import type E from 'y'
import type * as G from '../z.ts'
import type from './w.ts'
export type { H } from './v.ts'
type I = typeof import('./u.ts')
`
  expect(importsOf({ path: 'core/log/a.ts', text })).toEqual([
    { line: 1, target: 'core/log/x.ts', values: ['default', 'c'], types: ['B'], loads: true },
    { line: 2, target: 'y', values: [], types: ['default'], loads: false },
    { line: 3, target: 'core/z.ts', values: [], types: ['*'], loads: false },
    { line: 4, target: 'core/log/w.ts', values: ['default'], types: [], loads: true },
    { line: 5, target: 'core/log/v.ts', values: [], types: ['H'], loads: false },
    { line: 6, target: 'core/log/u.ts', values: [], types: ['*'], loads: false },
  ])
})

test('a source that does not parse is named', () => {
  expect(() => programOf({ path: 'core/a.ts', text: 'const = 1' })).toThrow(/^core\/a\.ts does not parse: /)
})
