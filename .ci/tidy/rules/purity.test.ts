import { expect, test } from 'vitest'
import { chanceInRuns, impureCore } from './purity.ts'

const chance = (text: string, path = 'harness/world/a.ts') => chanceInRuns([{ path, text }])
const impure = (text: string, path = 'core/a.ts') => impureCore([{ path, text }])

test.each([
  'Math.random()',
  'Math.log(2)',
  'Math.pow(2, 3)',
  'Math.exp(1)',
  "Math['random']()",
  '2 ** 0.5',
  'Date.now()',
  'new Date()',
  'performance.now()',
  'globalThis.Date.now()',
  'setTimeout(f, 1)',
  "'a'.localeCompare('b')",
  '(1).toLocaleString()',
  'async () => {}',
  'async function f() {}',
  'await f()',
  'for await (const a of b) f(a)',
  'Promise.resolve(1)',
])('a run may not use %s', (code) => {
  expect(chance(`f();\n${code}\n`)).toContainEqual(expect.stringMatching(/^harness\/world\/a\.ts:2: .+; .+$/))
})

test('chance cannot hide behind another name of Math', () => {
  expect(chance('const { random } = Math\n')).toHaveLength(1)
  expect(chance('const m = Math\n')).toHaveLength(1)
})

test('exact arithmetic, types and properties of the same names pass', () => {
  expect(chance('Math.imul(1, Math.floor(a.Date))\ntype D = Date\nlet d: Promise<Date>\n')).toEqual([])
})

test('the clock is kept out of runs and of judging, not out of campaigns and tests', () => {
  const found = (path: string): boolean => chance('Date.now()\n', path).length > 0
  const kept = ['core/a.ts', 'harness/world/a.ts', 'harness/schedule/a.ts', 'properties/safety/a.ts']
  expect(kept.filter(found)).toEqual(kept)
  expect(['harness/campaign/a.ts', 'core/a.test.ts', 'fuzz.ts'].filter(found)).toEqual([])
})

test('core may have no class, no state of a module, no for..in and no import from outside', () => {
  expect(impure('class A {}\nlet a = 1\nexport let b = 2\nvar c\nfor (const k in o) f(k)\n')).toEqual([
    'core/a.ts:1: a class; functions on object literals',
    'core/a.ts:5: for..in; name the keys, or use an array',
    'core/a.ts:2: a variable of the module; const only',
    'core/a.ts:3: a variable of the module; const only',
    'core/a.ts:4: a variable of the module; const only',
  ])
  expect(
    impure("import type { Plan } from '../harness/plan/plan.ts'\nimport fc from 'fast-check'\n"),
  ).toEqual([
    'core/a.ts:1: imports harness/plan/plan.ts; core imports nothing outside core',
    'core/a.ts:2: imports fast-check; core imports nothing outside core',
  ])
})

test('core may have variables in functions, and its neighbours and tests may have classes', () => {
  expect(impure("import { b } from './log/b.ts'\nconst a = () => {\n  let n = 0\n  return n\n}\n")).toEqual(
    [],
  )
  expect(impure('class A {}\n', 'harness/world/a.ts')).toEqual([])
  expect(impure('class A {}\n', 'core/a.test.ts')).toEqual([])
})
