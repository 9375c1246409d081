import { expect, test } from 'vitest'
import { Operation } from '../../core/command.ts'
import { explainFailed } from './explain-failed.ts'
import { NEVER, type HistoryOperation } from './history.ts'

const { Read, Write, Swap, Append } = Operation
const asked = (serial: number, told: Partial<HistoryOperation>): HistoryOperation => ({
  session: 0,
  serial,
  operation: Write,
  key: 0,
  value: 0,
  expected: 0,
  called: serial * 10,
  returned: serial * 10 + 5,
  answer: 0,
  ...told,
})

const write = asked(1, { value: 7 })
const append = asked(1, { operation: Append, value: 7 })
const list = { last: 8, length: 2, before: { last: 7, length: 1, before: undefined } }

test.each([
  ['a read', write, asked(2, { operation: Read, answer: 7 }), 'a read of k1 finds its 7'],
  [
    'a swap',
    write,
    asked(2, { operation: Swap, expected: 7, value: 9, answer: 1 }),
    'a swap of k1 finds its 7',
  ],
  ['a read of a list', append, asked(2, { operation: Read, answer: list }), 'a read of k1 finds its 7'],
])('%s that finds what had failed is told of', (_, failed, finder, title) => {
  const found = explainFailed([finder], [finder], [failed])
  expect(found).toMatchObject({ title: `C1.1 failed for certain, and yet ${title}`, failed })
})

test.each([
  ['finds something else', asked(2, { operation: Read, answer: 8 })],
  ['is on another key', asked(2, { operation: Read, answer: 7, key: 1 })],
  ['failed to swap', asked(2, { operation: Swap, expected: 7, answer: 0 })],
  ['never returned', asked(2, { operation: Read, answer: 7, returned: NEVER })],
])('what %s shows nothing of it', (_, finder) => {
  expect(explainFailed([finder], [finder], [write])).toBeUndefined()
})

test('nor does a value that somebody else had asked to write', () => {
  const finder = asked(2, { operation: Read, answer: 7 })
  expect(explainFailed([finder], [asked(3, { value: 7 }), finder], [write])).toBeUndefined()
})
