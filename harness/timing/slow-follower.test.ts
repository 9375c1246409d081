import { expect, test } from 'vitest'
import { embeddedCore } from '../targets/core.ts'
import { slowFollower, type SlowFollower } from './slow-follower.ts'

const measured = (slowOnes: number): SlowFollower =>
  slowFollower(embeddedCore, 15, 100, 1, slowOnes) as SlowFollower

test('5: one slow follower of four hardly changes how long a commit takes', () => {
  const { alike, slow, ratio } = measured(1)
  expect([alike.commands, slow.commands]).toEqual([100, 100])
  expect(alike.median).toBeGreaterThan(14)
  expect(Math.abs(ratio - 1)).toBeLessThan(0.05)
})

test('when three followers are slow every commit waits for one of them', () => {
  expect(measured(3).ratio).toBeGreaterThan(2)
})

test('where no leader stays in office nothing is measured', () => {
  expect(slowFollower(embeddedCore, 1000, 20, 1)).toBeUndefined()
})
