import { expect, test } from 'vitest'
import { missingDocstrings } from './docstrings.ts'

const missing = (text: string, path = 'core/a.ts') =>
  missingDocstrings([{ path, text }]).map((told) => /exports (\S+)/.exec(told)?.[1])

test('an exported symbol without a docstring is found with its line', () => {
  expect(missingDocstrings([{ path: 'core/a.ts', text: '\nexport const a = 1\n' }])).toEqual([
    'core/a.ts:2: exports a without a docstring; a /** … */ stands directly above it',
  ])
})

test('each kind of declaration is seen, a type as well as a value', () => {
  const text = `export function a() {}
export const b = 1, c = 2
export class D {}
export type E = string
export interface F<T> {
  type: T
}
export default function g() {}
const h = 1
export const { i, j: [k] } = h
export { h }
`
  expect(missing(text)).toEqual(['a', 'b', 'c', 'D', 'E', 'F', 'default', 'h', 'i', 'k'])
})

test('only a docstring, and only directly above, counts', () => {
  expect(missing('/* a */\nexport const a = 1\n')).toEqual(['a'])
  expect(missing('// a\nexport const a = 1\n')).toEqual(['a'])
  expect(missing('/** a */\n\nexport const a = 1\n')).toEqual(['a'])
  expect(missing('/** a */\nconst b = 1\nexport const a = 1\n')).toEqual(['a'])
})

test('a docstring on one of the two declarations of a name is enough', () => {
  expect(missing('/** Roles. */\nexport const Role = { A: 0 } as const\nexport type Role = 0\n')).toEqual([])
  expect(missing('/**\n * Long.\n */\nexport interface A {\n  a: 1\n}\n')).toEqual([])
})

test('re-exports, tests and text that looks like code are left alone', () => {
  expect(missing("export { a } from './b.ts'\nexport type { C } from './c.ts'\n")).toEqual([])
  expect(missing('export const a = 1\n', 'core/a.test.ts')).toEqual([])
  expect(
    missing('const a = `\nexport type B = 1\nexport const c = 1\n`\n/*\nexport type D = 1\n*/\n'),
  ).toEqual([])
})
