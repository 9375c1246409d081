import { expect, test } from 'vitest'
import type { Message } from '../../core/message.ts'
import { positionInFlight } from './in-flight.ts'
import type { Link } from './world.ts'

const KIND = 7

/** A link with messages of one kind on their way, by term and turn. */
function linkWith(...onTheWay: (readonly [term: number, turn: number])[]): Link {
  const inFlight = onTheWay.map(([term, turn]) => ({ message: { kind: KIND, term } as Message, turn }))
  return { inFlight } as unknown as Link
}

test('a message is named by its kind, its term and its turn', () => {
  const link = linkWith([3, 1], [4, 1], [4, 2])
  expect(positionInFlight(link, KIND, 4, 2)).toBe(2)
  expect(positionInFlight(link, KIND, 4, 3)).toBe(-1)
  expect(positionInFlight(link, KIND + 1, 4, 2)).toBe(-1)
})

test('0 stands for any term and any turn: the oldest on the link', () => {
  const link = linkWith([3, 2], [4, 1], [4, 2])
  expect(positionInFlight(link, KIND, 0, 0)).toBe(0)
  expect(positionInFlight(link, KIND, 4, 0)).toBe(1)
  expect(positionInFlight(link, KIND, 0, 1)).toBe(1)
})

test('a message of term 0 is not taken for an older one of another term with the same turn', () => {
  expect(positionInFlight(linkWith([1, 1], [0, 1]), KIND, 0, 1)).toBe(1)
})
