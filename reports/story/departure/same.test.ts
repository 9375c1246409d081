import { expect, test } from 'vitest'
import { defaultOptions } from '../../../core/options.ts'
import { NEW_DISK } from '../../../core/recovery/disk.ts'
import { recover } from '../../../core/recovery/recover.ts'
import { append } from '../../../core/log/log.ts'
import { entryOf, EntryKind } from '../../../core/log/entry.ts'
import { differingFields, isSame, sameReaction } from './same.ts'

const start = recover(0, defaultOptions(3), NEW_DISK)
const noOp = (index: number) => entryOf(index, 1, EntryKind.NoOp, null, null)

test('two servers differ in the fields that are not the same, whoever made them', () => {
  const { server } = start
  expect(differingFields(server, { ...server, commitIndex: 3, log: append(server.log, noOp(1)) })).toEqual([
    'log',
    'commitIndex',
  ])
  const one = { ...server, log: append(server.log, noOp(1)) }
  expect(differingFields(one, { ...server, log: append(server.log, noOp(1)) })).toEqual([])
})

test('the account that a server keeps of votes is its own affair', () => {
  expect(differingFields(start.server, { ...start.server, votes: 5 })).toEqual([])
})

test('what a server asks for counts, and its order', () => {
  const { server, effects } = start
  expect(sameReaction(start, { server, effects: [...effects] })).toBe(true)
  expect(sameReaction(start, { server, effects: [] })).toBe(false)
})

test('values are the same by what they hold', () => {
  expect(isSame({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBe(true)
  expect(isSame({ a: 1 }, { a: 1, b: undefined })).toBe(false)
  expect(isSame([1], [1, 2])).toBe(false)
  expect(isSame(null, {})).toBe(false)
})
