import { expect, test } from 'vitest'
import { Operation, type Command } from '../../core/command.ts'
import { SOON } from '../schedule/schedule.ts'
import { S1, smallWorld } from '../testing/small-world.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'
import { withoutOperations } from './operations.ts'
import { storyOf } from './story.ts'

const write = (session: number, serial: number): Command => {
  return { session, serial, registration: 0, operation: Operation.Write, key: 0, value: 1, expected: 0 }
}
const ask = (session: number, serial: number): Action =>
  action(ActionKind.Ask, SOON, S1, session, 0, serial, 0, 0)

const { cluster } = smallWorld({
  operations: [
    [write(0, 1), write(0, 2)],
    [write(1, 1), write(1, 2)],
  ],
})
const asksAll = [ask(0, 0), ask(0, 1), ask(0, 2), ask(1, 0), ask(1, 1), ask(1, 2)]
const story = storyOf(cluster as Cluster, asksAll)
const asked = (struck: string[]): string[] =>
  withoutOperations(story, new Set(struck)).items.map(({ action: { peer, term } }) => `${peer}.${term}`)

test('the operations behind one that is struck move up', () => {
  expect(asked(['0.1'])).toEqual(['0.0', '0.1', '1.0', '1.1', '1.2'])
})

test('a session that has nothing left to ask does not ask to be registered either', () => {
  expect(asked(['1.1', '1.2'])).toEqual(['0.0', '0.1', '0.2'])
})
