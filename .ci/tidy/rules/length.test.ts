import { expect, test } from 'vitest'
import { longFiles, longFunctions } from './length.ts'

const lines = (count: number): string => 'a()\n'.repeat(count)

test('a file of 300 lines passes and one of 301 is found, tests too', () => {
  expect(longFiles([{ path: 'core/a.ts', text: lines(300) }])).toEqual([])
  expect(longFiles([{ path: 'core/a.test.ts', text: lines(301) }])).toEqual([
    'core/a.test.ts:301: a file of 301 lines; at most 300',
  ])
  expect(longFiles([{ path: 'package-lock.json', text: lines(301) }])).toEqual([])
})

test('a function of 71 lines is found where it begins, whatever its types took', () => {
  const text = `type A = {\n  a: string\n}\nconst f = (a: A,\n  b: A) => {\n${lines(67)}}\nfunction g() {\n${lines(69)}}\n`
  expect(longFunctions([{ path: 'core/a.ts', text }])).toEqual([
    'core/a.ts:74: a function of 71 lines; at most 70',
  ])
})

test('a long method is found, and a long callback in code that is no test', () => {
  const text = `export const a = {\n  m() {\n${lines(69)}  },\n}\ntest('', () => {\n${lines(69)}})\n`
  expect(longFunctions([{ path: 'harness/a.ts', text }])).toHaveLength(2)
})

test('in a test file what is handed to describe and test may be long, and nothing else', () => {
  const callback = `() => {\n${lines(99)}}`
  const text = `describe('', ${callback})\ntest.each([1])('', ${callback})\ntest('', () => { run(${callback}) })\n`
  expect(longFunctions([{ path: 'core/a.test.ts', text }])).toEqual([
    'core/a.test.ts:203: a function of 101 lines; at most 70',
  ])
})
