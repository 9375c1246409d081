import { expect, test } from 'vitest'
import { deadExports } from './dead-exports.ts'

test('an export that only tests use is found; of those its own file uses, a type may stay', () => {
  const sources = [
    {
      path: 'core/a.ts',
      text: 'export const a = 1\nexport type B = 2\nexport type D = 3\nexport const c: D = 3\nf(a)\n',
    },
    { path: 'core/a.test.ts', text: "import { a } from './a.ts'\n" },
    { path: 'core/c.ts', text: "import { c } from './a.ts'\n" },
    { path: '.ci/tidy/a.ts', text: "import { a } from '../../core/a.ts'\n" },
  ]
  expect(deadExports(sources)).toEqual([
    'core/a.ts:1: exports a, which no file but tests imports; remove it, or its "export"',
    'core/a.ts:2: exports B, which no file but tests imports; remove it, or its "export"',
  ])
})

test('whatever way an export is used, it counts', () => {
  const sources = [
    { path: 'core/a.ts', text: 'export const a = 1\nexport type A = 1\nexport default function f() {}\n' },
    { path: 'core/b.ts', text: 'export const b = 1\n' },
    { path: 'core/c.ts', text: 'export const c = 1\n' },
    { path: 'core/d.ts', text: 'export const d = 1\n' },
    { path: 'core/e.ts', text: 'export const e = 1\n' },
    {
      path: 'index.ts',
      text: "export { a as z, type A, default as f } from './core/a.ts'\nexport * from './core/b.ts'\n",
    },
    { path: 'fuzz.ts', text: "import * as all from './core/c.ts'\nconst d = await import('./core/d.ts')\n" },
    { path: 'worker.ts', text: "export type E = typeof import('./core/e.ts')\n" },
  ]
  expect(deadExports(sources)).toEqual([])
})

test('the exports of composers are for their users', () => {
  expect(deadExports([{ path: 'index.ts', text: 'export const a = 1\n' }])).toEqual([])
})
