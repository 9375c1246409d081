import { expect, test } from 'vitest'
import { Operation, register } from '../core/command.ts'
import { EntryKind, entryOf } from '../core/log/entry.ts'
import { entryBytes } from './entry-bytes.ts'

const command = { ...register(0), operation: Operation.Write }

test('an entry takes a byte for each of its numbers that fits in seven bits with its sign', () => {
  expect(entryBytes(entryOf(900, 63, EntryKind.NoOp, null, null))).toBe(3)
  expect(entryBytes(entryOf(1, 64, EntryKind.NoOp, null, null))).toBe(4)
  expect(entryBytes(entryOf(1, 1, EntryKind.Command, command, null))).toBe(10)
  expect(
    entryBytes(entryOf(1, 1, EntryKind.Configuration, command, { voters: 7, outgoing: 7, learners: 0 })),
  ).toBe(13)
})

test('larger numbers take a byte more for every seven bits', () => {
  for (const [value, more] of [
    [63, 0],
    [64, 1],
    [-64, 0],
    [-65, 1],
    [8191, 1],
    [8192, 2],
    [2 ** 31 - 1, 4],
  ] as const)
    expect(entryBytes(entryOf(1, 1, EntryKind.Command, { ...command, value }, null))).toBe(10 + more)
})
