import { expect, test } from 'vitest'
import { Operation, type Command } from '../../core/command.ts'
import { AnswerStatus, type Answer } from '../../core/effect.ts'
import { Changed } from '../observation.ts'
import { act, elect, put, S1, S2, settle, smallWorld } from '../testing/small-world.ts'
import { action, ActionKind } from './action.ts'
import { clearOutcome } from './carry-out.ts'
import { commandAsked, hearAnswer } from './client.ts'
import { whyNot } from './possible.ts'
import type { Transition } from './transition.ts'
import { NOTHING, type SessionState, type World } from './world.ts'

const { Done, Redirect, Refused, Unknown, Expired } = AnswerStatus

/** A client that writes, writes, and has the members changed; where clients register, it has done so. */
function clientIn(registration: boolean): { world: World; client: SessionState } {
  const change: Command = { ...put(0, 3), operation: Operation.Reconfigure }
  const world = smallWorld({ options: { registration }, operations: [[put(0, 1), put(0, 2), change]] })
  if (registration) {
    commandAsked(world, 0, 0)
    hear(world, 0, Done, 2)
  }
  return { world, client: world.sessions[0] as SessionState }
}

/** What a transition tells in which the client hears this. */
function hear(world: World, serial: number, status: AnswerStatus, value = 0): Transition {
  const answer: Answer = { from: S1, session: 0, serial, status, value, leader: S2 }
  clearOutcome(world)
  world.transition.changed = 0
  hearAnswer(world, answer)
  return world.transition
}

const whyNotAsked = (world: World, serial: number): string | undefined =>
  whyNot(world, action(ActionKind.Ask, 0, S1, 0, 0, serial, 0, 0))

test('a client that is sent on, or told that nothing is known, goes on waiting', () => {
  for (const status of [Redirect, Unknown]) {
    const { world, client } = clientIn(false)
    commandAsked(world, 0, 1)
    expect(hear(world, 1, status)).toMatchObject({ answered: null, redirected: { status } })
    expect(client.awaits).toBe(1)
    expect(hear(world, 1, Done)).toMatchObject({ answered: { status: Done }, changed: Changed.Answered })
    expect(client.awaits).toBe(NOTHING)
  }
})

test('an operation that was asked once and refused has failed for certain, and is not asked again', () => {
  const { world } = clientIn(false)
  commandAsked(world, 0, 1)
  expect(hear(world, 1, Refused)).toMatchObject({ answered: { status: Refused }, failed: true })
  expect(whyNotAsked(world, 1)).toBe('C1.1 was refused for certain')
  expect(whyNotAsked(world, 2)).toBeUndefined()
})

test('one that was asked twice may have been done although it was refused once', () => {
  const { world, client } = clientIn(false)
  commandAsked(world, 0, 1)
  commandAsked(world, 0, 1)
  expect(hear(world, 1, Refused)).toMatchObject({ answered: null, redirected: {}, failed: false })
  expect(client.awaits).toBe(1)
})

test('what is asked of the cluster itself ends with any answer but that of whom to ask', () => {
  for (const status of [Refused, Unknown]) {
    const { world } = clientIn(false)
    for (const serial of [1, 2]) {
      commandAsked(world, 0, serial)
      hear(world, serial, Done)
    }
    commandAsked(world, 0, 3)
    expect(hear(world, 3, Redirect).answered).toBe(null)
    expect(hear(world, 3, status)).toMatchObject({ answered: { status }, failed: false })
    expect(whyNotAsked(world, 3)).toBeUndefined()
  }
})

test('6.3: a client asks nothing before it is registered, and then in the session that it was given', () => {
  const world = smallWorld({ options: { registration: true } })
  expect(whyNotAsked(world, 1)).toBe('C1 is not registered')
  expect(commandAsked(world, 0, 0)).toMatchObject({ serial: 0, operation: Operation.Register })
  expect(whyNotAsked(world, 1)).toBe('C1 still waits for C1.register')
  hear(world, 0, Redirect)
  hear(world, 0, Done, 2)
  expect(whyNotAsked(world, 1)).toBeUndefined()
  expect(commandAsked(world, 0, 1)).toEqual({ ...put(0, 1), registration: 2 })
})

test('where clients do not register, they ask the commands of the cluster as they are', () => {
  const { world } = clientIn(false)
  expect(whyNotAsked(world, 0)).toBe('there is no operation C1.register')
  expect(commandAsked(world, 0, 1)).toBe(world.cluster.operations[0]?.[0])
})

test('6.3: a client whose session is over registers again; copies of what it asked belong to the old one', () => {
  const { world, client } = clientIn(true)
  commandAsked(world, 0, 1)
  commandAsked(world, 0, 1)
  expect(hear(world, 1, Expired)).toMatchObject({ answered: { status: Expired }, failed: false })
  expect(whyNotAsked(world, 2)).toBe('C1 is not registered')
  commandAsked(world, 0, 0)
  hear(world, 0, Done, 9)
  expect(client.registration).toBe(9)
  expect(commandAsked(world, 0, 1)).toMatchObject({ registration: 2 })
  expect(commandAsked(world, 0, 2)).toMatchObject({ registration: 9 })
})

test('6.3: an operation that was asked but once, in a session that was over, has failed for certain', () => {
  const { world } = clientIn(true)
  commandAsked(world, 0, 1)
  expect(hear(world, 1, Expired).failed).toBe(true)
  expect(whyNotAsked(world, 1)).toBeUndefined()
})

test('a client that has given up registering takes a session all the same, but not a second one', () => {
  const world = smallWorld({ options: { registration: true } })
  commandAsked(world, 0, 0)
  act(world, ActionKind.Abandon)
  expect(hear(world, 0, Done, 2).answered).toBe(null)
  hear(world, 0, Done, 3)
  expect(world.sessions[0]).toMatchObject({ registration: 2, awaits: NOTHING })
})

test('a client registers with the embedded core, and its operations are done', () => {
  const world = smallWorld({ options: { registration: true } })
  elect(world, S1)
  for (const serial of [0, 1]) {
    act(world, ActionKind.Ask, { server: S1, term: serial })
    settle(world)
    expect(act(world, ActionKind.Answer, { server: S1, term: serial }).answered).toMatchObject({
      status: Done,
      value: serial === 0 ? 2 : 0,
    })
  }
})
