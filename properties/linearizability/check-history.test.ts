import { expect, test } from 'vitest'
import { Operation, type List, type Value } from '../../core/command.ts'
import { MachineKind } from '../../core/options.ts'
import { checkHistory } from './check-history.ts'
import { explain } from './explain.ts'
import { NEVER, type HistoryOperation } from './history.ts'
import { operationText } from './operation-text.ts'

const BUDGET = 100_000
const KINDS = { read: Operation.Read, write: Operation.Write, swap: Operation.Swap, append: Operation.Append }

/**
 * A history as a drawing: an operation a line, `[` where it is called, `]` where it returns, and nothing but `[` for
 * one that never returns. The last word is the answer.
 */
function drawn(...lines: string[]): HistoryOperation[] {
  return lines.map((line, row) => {
    const [text = '', , bars = ''] = line.split(/(\|)/)
    const [kind, ...words] = text.trim().split(/ (?![^(]*\))/)
    const operation = KINDS[kind as keyof typeof KINDS]
    const [value, expected] = operation === Operation.Swap ? [words[1], words[0]] : [words[0], 0]
    const at = (bar: string): number => (bars.includes(bar) ? bars.indexOf(bar) * lines.length + row : NEVER)
    return {
      session: row,
      serial: 1,
      operation,
      key: 0,
      value: operation === Operation.Read ? 0 : Number(value),
      expected: Number(expected),
      called: at('['),
      returned: at(']'),
      answer: valueOf(words.at(-1) as string),
    }
  })
}

function valueOf(word: string): Value {
  if (!word.startsWith('(')) return Number(word)
  return word.slice(1, -1).split(' ').filter(Boolean).map(Number).reduce(longer, undefined)
}

function longer(before: List | undefined, last: number): List {
  return { last, length: (before === undefined ? 0 : before.length) + 1, before }
}

/** The verdict; of an illegal history the reason, the title, and which lines are the evidence. */
function judge(machine: MachineKind, ...lines: string[]): unknown {
  const history = drawn(...lines)
  const found = checkHistory(history, machine, BUDGET)
  if (found.verdict !== 'not linearizable') return found.verdict
  const { reason, title } = explain(found.evidence, found.prefix, machine)
  return [reason, title, found.evidence.map((operation) => operation.session)]
}

const keyValue = (...lines: string[]): unknown => judge(MachineKind.KeyValue, ...lines)
const appendList = (...lines: string[]): unknown => judge(MachineKind.AppendList, ...lines)

test('operations one after the other are judged by the machine alone', () => {
  expect(
    keyValue(
      'read 0 |[]',
      'write 5 0 |  []',
      'swap 5 6 1 |    []',
      'swap 5 7 0 |      []',
      'read 6 |        []',
    ),
  ).toBe('linearizable')
  expect(appendList('read () |[]', 'append 5 1 |  []', 'append 6 2 |    []', 'read (5 6) |      []')).toBe(
    'linearizable',
  )
})

test('a read may take effect on either side of a write that it overlaps', () => {
  const write = 'write 5 0 |[------]'
  expect(keyValue(write, 'read 0 | [-]', 'read 5 |    [-]')).toBe('linearizable')
  expect(keyValue(write, 'read 5 | [-]', 'read 0 |    [-]')).toEqual([
    'stale read',
    'a read of k1 gives 0, but 5 had already replaced it',
    [1, 2],
  ])
})

test('a stale read is found, and shown with the two writes that make it stale', () => {
  expect(
    keyValue(
      'write 17 0 |[]',
      'read 17 |   []',
      'write 23 0 |      []',
      'read 23 |         []',
      'read 17 |            []',
    ),
  ).toEqual(['stale read', 'a read of k1 gives 17, but 23 had already replaced it', [0, 2, 4]])
  expect(appendList('append 17 1 |[]', 'append 23 2 |   []', 'read (17) |      []')).toEqual([
    'stale read',
    'a read of k1 finds 1 element, but there had been 2 before',
    [1, 2],
  ])
})

test('a value that nobody wrote, or not yet, is found', () => {
  const nowhere = ['value from nowhere', 'a read of k1 gives 9, which nobody had asked to write', [0]]
  expect(keyValue('read 9 |[]', 'write 5 0 |[]')).toEqual(nowhere)
  expect(keyValue('read 9 |[]', 'write 9 0 |   []')).toEqual(nowhere)
  expect(appendList('append 5 1 |[]', 'read (5 9) |   []')).toEqual([
    'value from nowhere',
    'a read of k1 gives 9, which nobody had asked to append',
    [1],
  ])
})

test('a lost update is found: two swaps cannot replace the same value', () => {
  expect(
    keyValue('write 1 0 |[]', 'swap 1 2 1 |  [--]', 'swap 1 3 1 |   [--]', 'read 3 |        []'),
  ).toEqual(['lost update', 'two swaps of k1 both replaced 1, which was there once', [0, 1, 2]])
  expect(appendList('append 5 1 |[--]', 'append 6 1 | [--]')).toEqual([
    'append lost',
    'element 1 of k1 is 5 by one answer and 6 by another',
    [0, 1],
  ])
})

test('a retry that is applied twice is found', () => {
  const write = 'write 1 0 |[--------------]'
  expect(keyValue(write, 'read 1 | []', 'write 2 0 |    []', 'read 1 |       []')).toEqual([
    'stale read',
    'a read of k1 gives 1, but 2 had already replaced it',
    [0, 1, 2, 3],
  ])
  expect(
    appendList('append 5 1 |[---]', 'append 6 2 |[---]', 'append 7 0 | [', 'read (5 6 5) |      []'),
  ).toEqual(['append applied twice', 'a read of k1 gives 5 twice, which was appended once', [0, 3]])
})

test('an operation of unknown outcome took effect, or did not, or took effect late', () => {
  const write = ['write 1 0 |[]', 'write 2 0 |   [']
  expect(keyValue(...write, 'read 1 |    []', 'read 1 |       []')).toBe('linearizable')
  expect(keyValue(...write, 'read 2 |    []', 'read 2 |       []')).toBe('linearizable')
  expect(keyValue(...write, 'read 1 |    []', 'read 2 |       []')).toBe('linearizable')
  expect(keyValue(...write, 'read 2 |    []', 'read 1 |       []')).not.toBe('linearizable')
  const append = ['append 5 1 |[', 'append 6 2 |  []']
  expect(appendList(...append, 'read (5 6) |     []')).toBe('linearizable')
  expect(appendList(...append, 'read (6) |     []')).not.toBe('linearizable')
  expect(keyValue('read 0 |[]', 'swap 0 4 0 |  [', 'read 4 |    []')).toBe('linearizable')
  expect(keyValue('swap 7 4 0 |[', 'read 4 |    []')).not.toBe('linearizable')
})

test('a write that nobody reads explains why a swap failed', () => {
  expect(keyValue('write 1 0 |[]', 'write 2 0 |   [', 'swap 1 3 0 |    []')).toBe('linearizable')
  expect(keyValue('write 1 0 |[]', 'write 2 0 |       [', 'swap 1 3 0 |    []')).toEqual([
    'needless failure',
    'a swap of k1 fails to find 1, which nothing had replaced',
    [0, 2],
  ])
})

test('a list that forgets an element, or puts another in its place, is found', () => {
  expect(
    appendList('append 5 1 |[--]', 'append 6 2 |[--]', 'read (5 7) |    []', 'append 7 3 |[---------]'),
  ).toEqual(['append lost', 'element 2 of k1 is 6 by one answer and 7 by another', [1, 2]])
  expect(appendList('append 5 0 |[', 'append 6 0 |[', 'read (5 6) |  []', 'read (6 5) |  []')).toEqual([
    'reads disagree',
    'element 1 of k1 is 5 by one answer and 6 by another',
    [2, 3],
  ])
})

test('an answer of the wrong kind is no answer', () => {
  expect(keyValue('write 1 7 |[]')).not.toBe('linearizable')
  expect(keyValue('read () |[]')).not.toBe('linearizable')
  expect(appendList('read 0 |[]')).not.toBe('linearizable')
  expect(appendList('append 5 0 |[]')).not.toBe('linearizable')
})

test('an operation that the machine does not know is refused', () => {
  expect(() => keyValue('append 5 1 |[]')).toThrow(RangeError)
  expect(() => appendList('write 5 0 |[]')).toThrow(RangeError)
})

test('keys are judged apart, and the counterexample is of one of them', () => {
  const good = drawn('write 1 0 |[]', 'read 1 |   []')
  const bad = drawn('write 1 0 |[]', 'read 0 |   []').map((operation) => ({ ...operation, key: 1 }))
  expect(checkHistory([...good, ...bad], MachineKind.KeyValue, BUDGET)).toMatchObject({
    verdict: 'not linearizable',
    key: 1,
    evidence: bad,
  })
})

test('a history that takes more steps than it may is undecided, and its keys are named', () => {
  const history = drawn('write 1 0 |[]', 'write 2 0 |   []', 'read 2 |      []')
  expect(checkHistory(history, MachineKind.KeyValue, 1)).toMatchObject({ verdict: 'undecided', keys: [0] })
  expect(checkHistory(history, MachineKind.KeyValue, 10)).toMatchObject({ verdict: 'linearizable' })
})

test('an operation reads as a line', () => {
  const lines = drawn('write 5 0 |[]', 'swap 5 6 0 |  []', 'read (5 6) |    []', 'append 7 0 |      [').map(
    operationText,
  )
  expect(lines).toEqual([
    'C1.1 write k1 5: called 0, answered 4',
    'C2.1 swap k1 5 to 6 fails: called 9, answered 13',
    'C3.1 read k1 gives [5 6]: called 18, answered 22',
    'C4.1 append k1 7: called 27, never answered',
  ])
})
